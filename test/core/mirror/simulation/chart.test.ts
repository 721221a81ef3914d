import { SaxesParser } from 'saxes'
import { expect, test } from 'vitest'
import { createChance } from '../../../../src/core/mirror/simulation/chance.ts'
import { drawChart } from '../../../../src/core/mirror/simulation/chart.ts'
import { drawLifetimeDays } from '../../../../src/core/mirror/simulation/lifetimes.ts'

test('a chart is well-formed XML, with a line and a name for each policy', () => {
  const chart = drawChart('A & B', [
    { name: 'one <1>', shares: [0, 0.5, 1] },
    { name: 'two', shares: [1, 1, 1] },
  ])
  const names: string[] = []
  const parser = new SaxesParser()
  parser.on('opentag', tag => names.push(tag.name))
  parser.write(chart).close()

  expect(names.filter(name => name === 'polyline')).toHaveLength(2)
  expect(chart).toContain('one &lt;1&gt;')
})

test.each([
  { curve: 'all', half: 158.18 },
  { curve: 'holod', half: 1.33 },
  { curve: 'meduza-2026', half: 36.96 },
] as const)('half of the hosts drawn from $curve are gone after $half days', ({ curve, half }) => {
  const chance = createChance(1)
  const ages = Array.from({ length: 20_000 }, () => drawLifetimeDays(curve, chance))

  expect(ages.filter(age => age < half).length / ages.length).toBeCloseTo(0.5, 1)
})
