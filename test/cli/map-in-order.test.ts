import { expect, test } from 'vitest'
import { mapInOrder } from '../../src/cli/map-in-order.ts'

async function* numbers(count: number): AsyncGenerator<number> {
  for (let n = 0; n < count; n++) yield n
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = []
  for await (const item of items) all.push(item)
  return all
}

test('what is done first waits for what came first', async () => {
  const waits = [3, 1, 2, 0]
  const map = async (n: number) => {
    await new Promise(resolve => setTimeout(resolve, (waits[n] ?? 0) * 5))
    return n
  }

  expect(await collect(mapInOrder(numbers(4), 4, map))).toEqual([0, 1, 2, 3])
})

test('no more than the width is in work, however slowly it is taken away', async () => {
  let begun = 0
  const out = mapInOrder(numbers(100), 3, async n => {
    begun++
    return n
  })
  const seen: number[] = []
  for await (const n of out) {
    await new Promise(resolve => setImmediate(resolve))
    seen.push(begun - n)
  }

  expect(Math.max(...seen)).toBeLessThanOrEqual(3)
})

test('an answer does not wait for the next question', async () => {
  async function* one(): AsyncGenerator<number> {
    yield 1
    await new Promise(() => undefined)
  }
  const out = mapInOrder(one(), 8, async n => n)

  expect(await out.next()).toEqual({ value: 1, done: false })
})

test('a failure comes in its turn, and nothing after it', async () => {
  const map = async (n: number) => {
    if (n === 1) throw new Error('one')
    return n
  }
  const out = mapInOrder(numbers(3), 3, map)

  expect(await out.next()).toEqual({ value: 0, done: false })
  await expect(out.next()).rejects.toThrow('one')
  expect(await out.next()).toEqual({ value: undefined, done: true })
})
