import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { platformLimits, workBudgets } from '../../../src/adapters/workers/limits.ts'

const docs = readFileSync(new URL('../../../docs/edge-limits.md', import.meta.url), 'utf8')

test('docs/edge-limits.md has every limit as the program knows it', () => {
  const rows = [...docs.matchAll(/^\| `(\w+)`.*\| (\d+) \| (\d+) \|$/gm)]

  const documented = Object.fromEntries(
    rows.map(([, name, free, paid]) => [name, [Number(free), Number(paid)]]),
  )
  const known = Object.entries(platformLimits.free).map(([name, free]) => [
    name,
    [free, Math.round(Object.entries(platformLimits.paid).find(([each]) => each === name)?.[1] ?? 0)],
  ])
  expect(documented).toEqual(Object.fromEntries(known))
})

test('docs/edge-limits.md says how many articles a message has', () => {
  const { free, paid } = workBudgets

  expect(docs).toContain(`| articles in a message | ${free.articlesPerPiece} | ${paid.articlesPerPiece} |`)
})
