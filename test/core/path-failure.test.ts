import { writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { pathFailure } from '../../src/core/path-failure.ts'

test('a full disk is told as one, though the system names no path', async () => {
  const error = await writeFile('/dev/full', 'more than nothing').catch(cause => cause)

  expect('path' in error).toBe(false)
  expect(pathFailure(error, 'store-failed')).toMatchObject({
    kind: 'store-failed',
    next: 'Make room there, or name another place.',
  })
})

test('a failure of the network is none of a path', async () => {
  const error = await new Promise(found => connect(1, '127.0.0.1').on('error', found))

  expect(pathFailure(error, 'file-failed')).toBeNull()
})
