import { execFileSync, spawnSync } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { missing } from '../support/needs.ts'

/** A network and mounts of its own: only root may have them, and not in every container. */
const alone = spawnSync('unshare', ['--net', '--mount', 'true']).status === 0
const needs = ['/usr/bin/caddy caddy', '/usr/bin/curl curl', '/usr/sbin/ip iproute2'].map(line => {
  const [file = '', name = ''] = line.split(' ')
  return missing(file, name)
})
const ofNginx = [missing('/usr/sbin/nginx', 'nginx'), missing('/usr/bin/certbot', 'certbot')]
const fronts = [
  { front: 'caddy', needs },
  { front: 'nginx', needs: [...needs, ...ofNginx] },
].map(each => ({
  ...each,
  skip: !alone || each.needs.some(need => need.skip),
  note: alone ? each.needs.map(need => need.note).join('') : ' (needs root, and a network of its own)',
}))

for (const { front, skip, note } of fronts)
  test.skipIf(skip)(
    `an authority gives certificates to ${front} one host at a time, to a standby when its turn has come${note}`,
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'tamizdat-certificates-'))
      // nginx reads its files as another user.
      await chmod(folder, 0o755)
      const script = join(import.meta.dirname, 'certificates.sh')
      const words = ['--net', '--mount', 'timeout', '150', 'sh', script, front, folder]
      const said = execFileSync('unshare', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
      await rm(folder, { recursive: true })

      expect(said.split('\n')).toEqual([
        'first: a.example.net answers 200',
        'standby before its turn: 000',
        'second: 2',
        // c.example.org leads nowhere: it waits, and holds nobody up.
        'all that lead here: a.example.net b.example.com d.example.info ',
        'a.example.net: DNS:a.example.net',
        'b.example.com: DNS:b.example.com',
        'd.example.info: DNS:d.example.info',
        '',
      ])
    },
    160_000,
  )
