import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Command, Option } from 'commander'
import { AppError } from '../../core/errors.ts'
import { configOption, example, jsonOption, parseCount } from '../command-options.ts'
import { findChannel } from '../find-channel.ts'
import { write, writeJson } from '../print.ts'
import type { Runtime } from '../runtime.ts'
import { type Session, withRuntime } from '../session.ts'

interface BundleOptions {
  readonly edition: string
  readonly limit: number
  readonly parts?: number
  readonly channel: string
  readonly config: string
  readonly json?: boolean
}

export function addBundle(program: Command, session: Session): void {
  const { terminal } = session
  program
    .command('bundle <target>')
    .description(
      'write the newest articles as one signed zip file, or with --parts as numbered texts in a folder',
    )
    .option('--edition <slug>', 'which articles: all, source-ID, lang-xx, topic-SLUG', 'all')
    .addOption(new Option('--limit <number>', 'at most so many articles').argParser(parseCount).default(50))
    .addOption(
      new Option('--parts <bytes>', 'plain text in parts of at most so many bytes').argParser(parsePartSize),
    )
    .option('--channel <id>', 'channel whose readers it is for', 'public')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', example('bundle today.zip --edition lang-fa --limit 30'))
    .action((target: string, options: BundleOptions) =>
      withRuntime(session, options, async runtime => {
        refuseCareful(options.channel, runtime)
        const files =
          options.parts === undefined
            ? await writeZip(target, options, runtime)
            : await writeParts(target, { ...options, maxBytes: options.parts }, runtime)
        if (options.json) await writeJson(terminal, files)
        else await write(terminal, files.map(({ file, bytes }) => `${file}  ${bytes} bytes\n`).join(''))
      }),
    )
}

interface WrittenFile {
  readonly file: string
  readonly bytes: number
}

/** What is on a device can be found there: where that is punished, the operator has to say that it is wanted. */
function refuseCareful(channelId: string, { config }: Runtime): void {
  if (findChannel(channelId, config).audience !== 'careful') return
  throw new AppError(
    'wrong-usage',
    `the readers of "${channelId}" are to keep nothing: its audience is careful`,
    {
      next: 'name another channel, or give this one another audience once you have weighed it: docs/config.md',
    },
  )
}

async function writeZip(
  file: string,
  { edition, limit }: BundleOptions,
  { archive, site, signer, clock }: Runtime,
): Promise<readonly WrittenFile[]> {
  if (signer === null) {
    throw new AppError('wrong-usage', 'a bundle goes from hand to hand and has to be signed', {
      next: 'make a key with: npx tamizdat keygen, and name it as signing.key',
    })
  }
  const { writeBundle } = await import('../../operations/write-bundle.ts')
  const zip = await writeBundle({ archive, site, signer }, { slug: edition, limit, nowMs: clock.nowMs() })
  await writeFile(file, zip)
  return [{ file, bytes: zip.length }]
}

async function writeParts(
  folder: string,
  { edition, limit, maxBytes }: BundleOptions & { readonly maxBytes: number },
  { archive, site }: Runtime,
): Promise<readonly WrittenFile[]> {
  const { writeTextParts } = await import('../../operations/write-bundle.ts')
  const parts = await writeTextParts({ archive, site }, { slug: edition, limit, maxBytes })
  await mkdir(folder, { recursive: true })
  const digits = String(parts.length).length
  const files = parts.map((text, index) => ({
    file: join(folder, `${String(index + 1).padStart(digits, '0')}.txt`),
    body: Buffer.from(text),
  }))
  for (const { file, body } of files) await writeFile(file, body)
  return files.map(({ file, body }) => ({ file, bytes: body.length }))
}

function parsePartSize(text: string): number {
  const size = parseCount(text)
  if (size >= 100) return size
  throw new AppError('wrong-usage', 'a part of less than 100 bytes holds too little', {
    next: 'an SMS in Cyrillic has 140 bytes, ten joined have 1340',
  })
}
