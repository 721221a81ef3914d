import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { missing } from '../support/needs.ts'

/** Mounts over this machine's own files: only root may have them, and not in every container. */
const overlay = spawnSync('unshare', [
  '--net',
  '--mount',
  'sh',
  '-c',
  'mount -t tmpfs t /mnt && mkdir /mnt/a /mnt/w /mnt/r && mount -t overlay o -o lowerdir=/,upperdir=/mnt/a,workdir=/mnt/w /mnt/r',
])
const caddy = missing('/usr/bin/caddy', 'caddy')
const isPossible = overlay.status === 0 && !caddy.skip
const note = overlay.status === 0 ? caddy.note : ' (needs root, and mounts of its own)'

test.skipIf(!isPossible)(
  `what the guide's page of the first mirror says to type leads to a page over TLS${note}`,
  () => {
    const script = join(import.meta.dirname, 'first-mirror.sh')
    const said = execFileSync('timeout', ['150', 'sh', script, '--here'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })

    // Two steps of installing, then every line of the page.
    expect(said.match(/^[\d:]{8} {2}\$ /gm)).toHaveLength(12)
    expect(said).toMatch(/^valley-news +changed +6 /m)
    expect(said).toMatch(/^ok +front /m)
    expect(said).not.toMatch(/^bad/m)
    expect(said).toMatch(/^Article number 1\n[\d:]{8} {2}the first mirror is up after \d+ seconds\n$/m)
  },
  160_000,
)
