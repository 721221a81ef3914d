import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { createMemorySourceLog } from '../../src/adapters/memory/source-log.ts'
import { readMetrics } from '../../src/http/metrics.ts'
import { missing } from '../support/needs.ts'
import { openReadingRoom } from '../support/reading-room.ts'

const deploy = resolve(import.meta.dirname, '../../deploy')
const promtool = missing('/usr/bin/promtool', 'prometheus')

const metrics = await readMetrics({
  ...(await openReadingRoom()),
  sourceLog: createMemorySourceLog(),
  sources: [],
  publishedAtMs: () => null,
})
const names = metrics.map(metric => `tamizdat_${metric.name}`)

function namesIn(text: string): readonly string[] {
  return [...new Set(text.match(/\btamizdat_[a-z_]+/g))]
}

test.skipIf(promtool.skip)(
  `promtool takes the alerts, and each fires when it should and not before${promtool.note}`,
  () => {
    const run = (...words: string[]) =>
      execFileSync('/usr/bin/promtool', words, { cwd: join(deploy, 'prometheus'), stdio: 'pipe' }).toString()

    expect(run('check', 'rules', 'alerts.yaml')).toContain('9 rules found')
    expect(run('test', 'rules', 'alerts.test.yaml')).toContain('SUCCESS')
  },
)

test('alerts and graphs ask for metrics that there are', () => {
  const alerts = namesIn(readFileSync(join(deploy, 'prometheus/alerts.yaml'), 'utf8'))
  const dashboard: { panels: { targets: { expr: string }[] }[] } = JSON.parse(
    readFileSync(join(deploy, 'grafana/dashboard.json'), 'utf8'),
  )
  const graphs = namesIn(dashboard.panels.flatMap(panel => panel.targets.map(each => each.expr)).join(' '))

  expect(alerts.filter(name => !names.includes(name))).toEqual([])
  expect(graphs.filter(name => !names.includes(name))).toEqual([])
  expect(graphs.length).toBe(10)
})

test('the guide has every metric with what it says', () => {
  const guide = readFileSync(resolve(deploy, '../docs/guide/watching.md'), 'utf8')
  const rows = metrics.map(({ name, help }) => `| \`tamizdat_${name}\` | ${help} |`)

  expect(guide.split('\n').filter(line => line.startsWith('| `tamizdat_'))).toEqual(rows)
})
