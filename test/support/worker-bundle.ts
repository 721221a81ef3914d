import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'

/** The Worker as it is sent to the platform, built by wrangler without an account. */
export interface WorkerBundle {
  readonly file: string
  readonly bytes: number
  readonly gzipBytes: number
  readonly modules: readonly WorkerModule[]
}

export interface WorkerModule {
  /** From the top of the checkout. */
  readonly path: string
  /** What it takes of the bundle. */
  readonly bytes: number
  /** Whether it is evaluated when an isolate starts, or waits for the import of who needs it. */
  readonly isEager: boolean
}

interface Metafile {
  readonly inputs: Record<
    string,
    { readonly imports: readonly { readonly path: string; readonly kind: string }[] }
  >
  readonly outputs: Record<
    string,
    { readonly entryPoint?: string; readonly inputs: Record<string, { readonly bytesInOutput: number }> }
  >
}

const root = fileURLToPath(new URL('../../', import.meta.url))

/** @param options.isMinified false keeps the names of modules, whatever the configuration says. */
export async function buildWorker(
  wranglerFile: string,
  folder: string,
  { isMinified = true }: { readonly isMinified?: boolean } = {},
): Promise<WorkerBundle> {
  const metafile = join(folder, 'meta.json')
  await runWrangler([
    'deploy',
    `--minify=${isMinified}`,
    ...['--dry-run', '--config', wranglerFile, '--outdir', folder, '--metafile', metafile],
  ])
  const { inputs, outputs }: Metafile = JSON.parse(await readFile(metafile, 'utf8'))
  const [output] = Object.entries(outputs).flatMap(([path, { entryPoint, inputs: parts }]) =>
    entryPoint === undefined ? [] : [{ path, entryPoint, parts }],
  )
  if (output === undefined) throw new Error('wrangler built nothing')
  const file = join(folder, output.path.slice(output.path.lastIndexOf('/') + 1))
  const script = await readFile(file)
  const eager = eagerModules(output.entryPoint, inputs)
  return {
    file,
    bytes: script.length,
    gzipBytes: gzipSync(script).length,
    modules: Object.entries(output.parts).map(([path, { bytesInOutput }]) => ({
      path: relative(root, resolve(dirname(wranglerFile), path)),
      bytes: bytesInOutput,
      isEager: eager.has(path),
    })),
  }
}

/** A module that is imported by a statement is evaluated with the one that does; esbuild lets others wait. */
function eagerModules(entry: string, inputs: Metafile['inputs']): ReadonlySet<string> {
  const eager = new Set<string>()
  const walk = (path: string) => {
    if (eager.has(path)) return
    eager.add(path)
    for (const { path: next, kind } of inputs[path]?.imports ?? []) if (kind !== 'dynamic-import') walk(next)
  }
  walk(entry)
  return eager
}

/** Runs wrangler on this computer; what it said is the error's message if it fails. */
export async function runWrangler(words: readonly string[]): Promise<void> {
  const program = join(root, 'node_modules/wrangler/bin/wrangler.js')
  await promisify(execFile)(process.execPath, [program, ...words], {
    cwd: root,
    env: { ...process.env, WRANGLER_SEND_METRICS: 'false', CI: '1' },
  })
}
