import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { missing } from '../needs.ts'
import type { ReaderKind } from './reader.ts'

const run = promisify(execFile)

/**
 * sfeed with the conditional requests of its README. Out of the box it takes an article with another address for another
 * one, so the merging is the one that docs/feeds.md gives: by the id alone.
 */
export const sfeed: ReaderKind = {
  name: 'sfeed',
  need: missing('/usr/bin/sfeed_update', 'sfeed'),
  async open({ port, folder }) {
    const config = join(folder, 'sfeedrc')
    const feeds = join(folder, 'feeds')
    await mkdir(join(folder, 'etags'), { recursive: true })
    return {
      follow: host =>
        writeFile(
          config,
          `sfeedpath='${feeds}'
fetch() {
  etag='${folder}/etags/'"$(basename "$3")"
  # A validator belongs to the address that it came from.
  if [ "$(cat "$etag.url" 2>/dev/null)" != "$2" ]; then rm -f "$etag"; printf '%s' "$2" > "$etag.url"; fi
  curl -L --max-redirs 0 -H 'User-Agent:' -f -s -m 15 --compressed --etag-save "$etag" --etag-compare "$etag" "$2"
}
merge() {
  sort -t '	' -u -k6,6 "$3" "$2" 2>/dev/null
}
feeds() {
  feed news 'http://${host}:${port}/feeds/all.atom'
}
`,
        ),
      async poll() {
        // A 304 brings nothing, which sfeed takes for an empty feed and keeps what it has.
        await run('/usr/bin/sfeed_update', [config])
      },
      async kept() {
        const lines = (await readFile(join(feeds, 'news'), 'utf8')).split('\n').filter(line => line !== '')
        return lines.map(line => {
          const fields = line.split('\t')
          return { id: fields[5] ?? '', title: fields[1] ?? '' }
        })
      },
      close: async () => undefined,
    }
  },
}
