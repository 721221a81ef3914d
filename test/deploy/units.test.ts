import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { missing } from '../support/needs.ts'

const root = resolve(import.meta.dirname, '../..')
const analyze = missing('/usr/bin/systemd-analyze', 'systemd')
const units = ['tamizdat.service', 'tamizdat-mail.service']

test.skipIf(analyze.skip).each(units)(`%s is one that systemd takes${analyze.note}`, async unit => {
  const folder = await mkdtemp(join(tmpdir(), 'tamizdat-unit-'))
  // The program is not installed on a machine that runs tests; everything else is looked at as it stands.
  const file = join(folder, unit)
  const text = await readFile(join(root, 'deploy/systemd', unit), 'utf8')
  await writeFile(file, text.replace(/^ExecStart=.*$/m, 'ExecStart=/bin/true'))
  const { status, stderr } = spawnSync('/usr/bin/systemd-analyze', ['verify', '--man=no', file])
  await rm(folder, { recursive: true })

  expect(
    stderr
      .toString()
      .split('\n')
      .filter(line => line.includes(unit)),
  ).toEqual([])
  expect(status).toBe(0)
})

test.skipIf(analyze.skip).each(units)(`the exposure of %s is at most 2.0 of 10${analyze.note}`, unit => {
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

test('the wrapper is a script that sh reads', () => {
  expect(() => execFileSync('/bin/sh', ['-n', join(root, 'deploy/tamizdat')])).not.toThrow()
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
