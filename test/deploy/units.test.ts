import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { missing } from '../support/needs.ts'

const root = resolve(import.meta.dirname, '../..')
const analyze = missing('/usr/bin/systemd-analyze', 'systemd')
const services = ['tamizdat.service', 'tamizdat-mail.service']
const units = [...services, 'tamizdat-certificates@.service', 'tamizdat-certificates@.timer']

test.skipIf(analyze.skip).each(units)(`%s is one that systemd takes${analyze.note}`, async name => {
  const folder = await mkdtemp(join(tmpdir(), 'tamizdat-unit-'))
  // The program is not installed on a machine that runs tests; everything else is looked at as it stands.
  for (const each of units) {
    const text = await readFile(join(root, 'deploy/systemd', each), 'utf8')
    const file = join(folder, each.replace('@', '@caddy'))
    await writeFile(file, text.replace(/^ExecStart=.*$/m, 'ExecStart=/bin/true'))
  }
  const asked = name.replace('@', '@caddy')
  const words = ['verify', '--man=no', join(folder, asked)]
  const { status, stderr } = spawnSync('/usr/bin/systemd-analyze', words)
  await rm(folder, { recursive: true })
  const said = stderr.toString().split('\n')

  expect(said.filter(line => line.includes(asked))).toEqual([])
  expect(status).toBe(0)
})

test.skipIf(analyze.skip).each(services)(`the exposure of %s is at most 2.0 of 10${analyze.note}`, unit => {
  const words = [
    'security',
    '--offline=true',
    '--no-pager',
    '--threshold=20',
    join(root, 'deploy/systemd', unit),
  ]
  const { status, stdout } = spawnSync('/usr/bin/systemd-analyze', words)

  expect(stdout.toString()).toContain('Overall exposure level')
  expect(status).toBe(0)
})

test.each(['tamizdat', 'certificates'])('%s is a script that sh reads', name => {
  expect(() => execFileSync('/bin/sh', ['-n', join(root, 'deploy', name)])).not.toThrow()
})

test('the image has what the program needs, and starts it as the unit does', () => {
  const steps = readFileSync(join(root, 'deploy/container/Containerfile'), 'utf8')
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'))
  const known = /^(FROM|WORKDIR|COPY|RUN|USER|VOLUME|EXPOSE|STOPSIGNAL|ENTRYPOINT|CMD) \S/
  const copied = steps.filter(line => line.startsWith('COPY')).flatMap(line => line.split(' ').slice(1, -1))

  expect(steps.filter(line => !known.test(line))).toEqual([])
  expect(copied).toEqual(['package.json', 'package-lock.json', 'src'])
  expect(steps.indexOf('USER tamizdat')).toBeGreaterThan(
    steps.findIndex(line => line.startsWith('RUN npm ci')),
  )
})

test('what CI runs is a script that bash reads', () => {
  expect(() => execFileSync('/bin/bash', ['-n', join(root, '.ci/run')])).not.toThrow()
})
