import { expect, test } from 'vitest'
import { createFixedClock } from '../../../src/adapters/memory/clock.ts'
import { createHostQueue } from '../../../src/adapters/web/host-queue.ts'

const signal = new AbortController().signal

/** A queue with a stopped clock, and tasks that end when told. */
function setUp(random = 0.5) {
  const clock = createFixedClock(0, random)
  const queue = createHostQueue(clock)
  const started: string[] = []
  const ends = new Map<string, () => void>()
  const run = (name: string, politeness: { concurrency: number; delaySeconds: number }, host = 'a.example') =>
    queue.run({ host, politeness, signal }, () => {
      started.push(name)
      return new Promise<void>(resolve => ends.set(name, resolve))
    })
  const end = async (name: string) => {
    ends.get(name)?.()
    await settled()
  }
  return { clock, queue, started, run, end }
}

// Everything that can go on without the clock has gone on.
function settled(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve))
}

test('a host is asked no more at a time than allowed, in the order of asking', async () => {
  const { started, run, end } = setUp()
  for (const name of ['1', '2', '3', '4']) void run(name, { concurrency: 2, delaySeconds: 0 })
  await settled()
  expect(started).toEqual(['1', '2'])

  await end('2')
  expect(started).toEqual(['1', '2', '3'])

  await end('1')
  expect(started).toEqual(['1', '2', '3', '4'])
})

test('hosts do not wait for one another', async () => {
  const { started, run } = setUp()

  void run('a', { concurrency: 1, delaySeconds: 9 }, 'a.example')
  void run('b', { concurrency: 1, delaySeconds: 9 }, 'b.example')
  await settled()

  expect(started).toEqual(['a', 'b'])
})

test.each([
  { random: 0, pauseMs: 1000 },
  { random: 0.5, pauseMs: 2000 },
  { random: 0.75, pauseMs: 2500 },
])('after a request its place rests: two seconds are $pauseMs ms at $random', async ({ random, pauseMs }) => {
  const { clock, started, run, end } = setUp(random)
  void run('1', { concurrency: 1, delaySeconds: 2 })
  void run('2', { concurrency: 1, delaySeconds: 2 })
  await settled()
  await end('1')

  clock.advance(pauseMs - 1)
  await settled()
  expect(started).toEqual(['1'])

  clock.advance(1)
  await settled()
  expect(started).toEqual(['1', '2'])
})

test('who comes during the pause waits for its end too', async () => {
  const { clock, started, run, end } = setUp()
  void run('1', { concurrency: 1, delaySeconds: 2 })
  await settled()
  await end('1')

  void run('2', { concurrency: 1, delaySeconds: 2 })
  await settled()
  expect(started).toEqual(['1'])

  clock.advance(2000)
  await settled()
  expect(started).toEqual(['1', '2'])
})

test('a result does not wait for the pause after it', async () => {
  const { queue } = setUp()
  const politeness = { concurrency: 1, delaySeconds: 60 }

  await expect(queue.run({ host: 'a.example', politeness, signal }, async () => 'x')).resolves.toBe('x')
})

test('a task that fails gives its place free', async () => {
  const { queue } = setUp()
  const turn = { host: 'a.example', politeness: { concurrency: 1, delaySeconds: 0 }, signal }

  const failing = queue.run(turn, () => Promise.reject(new Error('no')))
  const next = queue.run(turn, async () => 'x')

  await expect(failing).rejects.toThrow('no')
  await expect(next).resolves.toBe('x')
})

test('close ends the pauses', async () => {
  const { clock, queue, run, end } = setUp()
  void run('1', { concurrency: 1, delaySeconds: 60 })
  await settled()
  await end('1')
  expect(clock.sleepers()).toBe(1)

  queue.close()

  expect(clock.sleepers()).toBe(0)
})
