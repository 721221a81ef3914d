import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Truth } from './score.ts'

/** Reads the pages of every `NAME.ndjson.gz` in a folder. */
export function* readPages(
  folder: string,
): Generator<{ readonly corpus: string; readonly id: string; readonly url: string; readonly html: string }> {
  for (const file of readdirSync(folder).sort()) {
    const corpus = /^(.+)\.ndjson\.gz$/.exec(file)?.[1]
    if (corpus === undefined) continue
    for (const line of readZipped(join(folder, file)).split('\n'))
      if (line.trim() !== '') yield { corpus, ...JSON.parse(line) }
  }
}

/** The texts that the bodies of a corpus should have, by id; each corpus is read once. */
export function readTruths(folder: string): (corpus: string) => Readonly<Record<string, Truth>> {
  const truths = new Map<string, Record<string, Truth>>()
  return corpus => {
    const known = truths.get(corpus) ?? JSON.parse(readZipped(join(folder, `${corpus}.truth.json.gz`)))
    truths.set(corpus, known)
    return known
  }
}

function readZipped(file: string): string {
  return gunzipSync(readFileSync(file)).toString('utf8')
}
