import { expect, test } from 'vitest'
import {
  type BoostedTrees,
  hopeless,
  judgeRows,
  leafCount,
} from '../../../../src/core/article/extract/boosted-trees.ts'

/** Trees that ask the same at every place: whether a column is above an edge. */
function treesOf(asked: readonly { column: number; edge: number; yes: number; no: number }[]): BoostedTrees {
  return {
    base: 0,
    exits: [],
    columns: Uint8Array.from(asked.flatMap(({ column }) => Array<number>(leafCount).fill(column))),
    edges: Float32Array.from(asked.flatMap(({ edge }) => Array<number>(leafCount).fill(edge))),
    // All answers alike lead to the first leaf or to the last.
    leaves: Float32Array.from(
      asked.flatMap(({ yes, no }) => [no, ...Array<number>(leafCount - 2).fill(Number.NaN), yes]),
    ),
  }
}

const logOdds = (judged: Float32Array): number[] =>
  Array.from(judged, likely => Math.log(likely / (1 - likely)))

const round = (score: number): number => Math.round(score * 1000) / 1000

const trees = treesOf([
  { column: 1, edge: 5, yes: 2, no: -3 },
  { column: 0, edge: 0.5, yes: 1, no: -1 },
])

test.each([
  { name: 'above both edges', row: [1, 6], want: 3 },
  { name: 'above the first tree’s edge', row: [0, 6], want: 1 },
  { name: 'on an edge, which is not above it', row: [1, 5], want: -2 },
])('a row $name gets the sum of its leaves', ({ row, want }) => {
  expect(logOdds(judgeRows(trees, Float32Array.from(row), 2))[0]).toBeCloseTo(want, 4)
})

test.each([
  { name: 'many leave', rows: [1, 6, 1, 5, 0, 6], want: [3, 'hopeless', 1] },
  { name: 'few leave', rows: [1, 6, 1, 5, 0, 6, 1, 6, 1, 6, 1, 6], want: [3, 'hopeless', 1, 3, 3, 3] },
])('a row below an exit’s score is hopeless, and the others are asked further: $name', ({ rows, want }) => {
  const judged = judgeRows({ ...trees, exits: [{ trees: 1, score: -2.5 }] }, Float32Array.from(rows), 2)

  const lost = round(Math.log(hopeless / (1 - hopeless)))
  expect(logOdds(judged).map(score => (round(score) === lost ? 'hopeless' : round(score)))).toEqual(want)
})

test('questions after a yes are others than after a no', () => {
  const [columns, edges] = [new Uint8Array(leafCount), new Float32Array(leafCount).fill(9)]
  const leaves = Float32Array.from({ length: leafCount }, (_, leaf) => leaf / 10)
  edges[1] = 0
  edges[3] = 1

  const scores = logOdds(
    judgeRows({ base: 0, exits: [], columns, edges, leaves }, Float32Array.of(-1, 0.5, 2), 1),
  )

  // Leaves 0, 8 and 12: none of four answers, the first, the first two.
  expect(scores.map(round)).toEqual([0, 0.8, 1.2])
})
