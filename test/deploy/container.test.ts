import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { missing } from '../support/needs.ts'

const root = resolve(import.meta.dirname, '../..')
const compose = missing('/usr/bin/docker-compose', 'docker-compose')
const buildah = missing('/usr/bin/buildah', 'buildah')
const alone = spawnSync('unshare', ['--net', '--mount', '--pid', '--fork', 'true']).status === 0
const note = alone ? buildah.note : ' (needs root, and a network of its own)'

test.skipIf(compose.skip)(`the compose file is one that docker-compose takes${compose.note}`, () => {
  const file = join(root, 'deploy/container/compose.yaml')
  const { status, stderr } = spawnSync('/usr/bin/docker-compose', ['--file', file, 'config', '--quiet'])

  expect(stderr.toString()).toBe('')
  expect(status).toBe(0)
})

test.skipIf(buildah.skip || !alone)(
  `the image is built without a network, serves as its user, and writes in its folder alone${note}`,
  async context => {
    const folder = await mkdtemp(join(tmpdir(), 'tamizdat-image-'))
    const words = ['400', 'sh', join(import.meta.dirname, 'container.sh'), folder]
    const { stdout, stderr } = spawnSync('timeout', words, { encoding: 'utf8' })
    // Folders of the image that its own user may not write.
    execFileSync('chmod', ['-R', 'u+rwX', folder])
    await rm(folder, { recursive: true })
    context.skip(stdout.includes('packages are not kept here'), "npm's cache does not hold every package")

    expect(stderr).not.toContain('Error')
    expect(stdout.split('\n')).toEqual([
      'built: 13 steps',
      'starts: node /opt/tamizdat/src/main.ts serve, as tamizdat, in /var/lib/tamizdat',
      'serves: <title>News on a mirror',
      'writes as: 990',
      'written outside its folder: 0',
      '',
    ])
  },
  420_000,
)
