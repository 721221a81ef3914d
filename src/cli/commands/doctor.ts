import { open, stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Command } from 'commander'
import type { Config } from '../../config/config.ts'
import { AppError } from '../../core/errors.ts'
import type { FrontFile, Severity, Space, Versions } from '../../operations/doctor/check.ts'
import type { Examined } from '../../operations/doctor/examine.ts'
import { type Color, paint } from '../colors.ts'
import { configOption, example, jsonOption } from '../command-options.ts'
import { write, writeJson } from '../print.ts'
import type { Runtime } from '../runtime.ts'
import { type Session, withRuntime } from '../session.ts'
import { columnsOf, hang } from '../wrap.ts'

interface DoctorOptions {
  readonly config: string
  readonly offline?: boolean
  readonly json?: boolean
}

export function addDoctor(program: Command, session: Session): void {
  const { terminal } = session
  program
    .command('doctor')
    .description('what is wrong with this set-up and how to mend it; changes nothing')
    .addOption(configOption())
    .option(
      '--offline',
      'look at nothing over the network: hosts, certificates, domains, clocks, pages that rules are tested by',
    )
    .addOption(jsonOption())
    .addHelpText('after', example('doctor'))
    .action(async (options: DoctorOptions) => {
      const examined = await examineSetUp(options, session, program.version() ?? '')
      if (options.json) await writeJson(terminal, examined)
      else await write(terminal, formatExamined(examined, session))
      const count = examined.filter(each => each.severity === 'bad').length
      if (count > 0) throw unwell(count)
    })
}

/** A configuration or key that stops every other command is here a finding like others, and the rest is looked at too. */
async function examineSetUp(
  options: DoctorOptions,
  session: Session,
  program: string,
): Promise<readonly Examined[]> {
  const versions = await readVersions(options, session, program)
  const look = (runtime: Runtime) => examineRuntime(runtime, options, { versions, session })
  try {
    // To open an archive of another schema would change it, or fail.
    if ((versions.foundSchema ?? versions.presentSchema) !== versions.presentSchema) {
      const { judgeVersions } = await import('../../operations/doctor/version.ts')
      return judgeVersions(versions).map(finding => ({ id: 'version', ...finding }))
    }
    return await withRuntime(session, options, look)
  } catch (error) {
    const faults = faultsOf(error)
    if (faults.length === 0) throw error
    const adjust = (config: Config) => ({ ...config, signing: null })
    const rest = await withRuntime(session, { config: options.config, adjust }, look).catch(() => [])
    return [...faults, ...rest.filter(({ id }) => id !== 'signing')]
  }
}

function faultsOf(error: unknown): readonly Examined[] {
  if (!(error instanceof AppError) || !/^(?:config|secret)-/.test(error.kind)) return []
  const next = error.next ?? 'every key is explained in docs/config.md'
  return error.message.split('\n').map(finding => ({
    id: /^signing\.|^the secret \S*(?:KEY|DELEGATION)/.test(finding) ? 'signing' : 'configuration',
    severity: 'bad',
    finding,
    next,
  }))
}

async function examineRuntime(
  runtime: Runtime,
  { offline }: DoctorOptions,
  { versions, session }: { readonly versions: Versions; readonly session: Session },
): Promise<readonly Examined[]> {
  const { examine } = await import('../../operations/doctor/examine.ts')
  const { sources, sites, channels, mirrors, store, server, operator } = runtime.config
  const mailbox = runtime.config.mailResponder?.mailbox ?? null
  return examine({
    ...runtime,
    sources,
    sites,
    channels,
    seeds: mirrors,
    readSpace: () => readStoreSpace(store.file),
    outlook: offline ? null : runtime.outlook,
    listeners: { readers: server, operator },
    readFrontFiles: () => readFrontFiles(server.frontFiles),
    versions,
    listCopies: () => session.roots.listCopies(store.file),
    openMailbox: offline || mailbox === null ? null : () => runtime.openMailbox(mailbox),
  })
}

async function readVersions(
  { config }: DoctorOptions,
  { roots }: Session,
  program: string,
): Promise<Versions> {
  // A configuration that cannot be read is the finding of another check.
  const file = await roots.loadConfig(config).then(
    ({ store }) => store.file,
    () => null,
  )
  const { node, sqlite = 'unknown' } = process.versions
  const { found, present } = await roots.readSchema(file ?? ':memory:')
  return { program, node, sqlite, foundSchema: found === 0 ? null : found, presentSchema: present }
}

const colors = { ok: 'green', warn: 'yellow', bad: 'red' } as const satisfies Record<Severity, Color>

function formatExamined(examined: readonly Examined[], { terminal: { output } }: Session): string {
  const width = Math.max(...examined.map(({ id }) => id.length))
  const indent = width + 8
  const columns = columnsOf(output)
  return examined
    .map(({ id, severity, finding, next }) => {
      const mark = paint(output, severity.padEnd(4), colors[severity])
      const line = `${mark}  ${id.padEnd(width)}  ${hang(finding, indent, columns)}\n`
      if (next === null) return line
      // A command is left for the terminal to break, or it could not be copied.
      const advice = next.includes('npx ') ? next : hang(next, indent, columns)
      return `${line}${' '.repeat(indent - 2)}→ ${advice}\n`
    })
    .join('')
}

async function readStoreSpace(file: string): Promise<Space> {
  const [disk, store] = await Promise.all([statfs(dirname(file)), stat(file)])
  return { freeBytes: disk.bavail * disk.bsize, usedBytes: store.size }
}

function unwell(count: number): AppError {
  return new AppError('unwell', `${count} ${count === 1 ? 'thing does' : 'things do'} not work`, {
    next: 'see above which, and what to do',
  })
}

const frontFileBytes = 1_000_000

/** The end of each file that is there and may be read. */
async function readFrontFiles(names: readonly string[]): Promise<readonly FrontFile[]> {
  const files: FrontFile[] = []
  for (const name of names) {
    const text = await readEnd(name)
    if (text !== null) files.push({ name, text })
  }
  return files
}

async function readEnd(name: string): Promise<string | null> {
  try {
    await using file = await open(name)
    const { size } = await file.stat()
    const start = Math.max(0, size - frontFileBytes)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - start), 0, size - start, start)
    return buffer.subarray(0, bytesRead).toString('utf8')
  } catch (error) {
    // A front that is not installed, or whose files are root's, is no fault of the set-up.
    if (error instanceof Error && 'code' in error) return null
    throw error
  }
}
