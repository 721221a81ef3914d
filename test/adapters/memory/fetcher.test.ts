import { expect, test } from 'vitest'
import { createMemoryFetcher, type MemoryAnswer } from '../../../src/adapters/memory/fetcher.ts'
import { AppError } from '../../../src/core/errors.ts'
import { fetcherContract } from '../../contracts/fetcher.ts'

fetcherContract('memory', async () => {
  const answers: Record<string, readonly MemoryAnswer[]> = {}
  const url = (path: string) => `https://upstream.example${path}`
  return {
    fetcher: createMemoryFetcher(answers),
    url,
    script: (path, ...given) => {
      answers[url(path)] = given
    },
    close: async () => {},
  }
})

test('a scripted error is thrown as it is', async () => {
  const error = new AppError('fetch-timeout', 'slow')
  const fetcher = createMemoryFetcher({ 'https://upstream.example/': { error } })

  await expect(fetcher.get({ url: 'https://upstream.example/' })).rejects.toBe(error)
})

test('of a list each answer is given once, the last one ever after', async () => {
  const url = 'https://upstream.example/'
  const fetcher = createMemoryFetcher({ [url]: [{ body: 'first' }, { body: 'second' }] })

  const bodies: string[] = []
  for (let count = 0; count < 3; count += 1) {
    const outcome = await fetcher.get({ url })
    bodies.push(
      outcome.status === 'fetched' ? new TextDecoder().decode(outcome.capture.body) : outcome.status,
    )
  }

  expect(bodies).toEqual(['first', 'second', 'second'])
  expect(fetcher.requests).toHaveLength(3)
})
