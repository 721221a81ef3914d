import { env } from 'cloudflare:test'
import { expect, test } from 'vitest'

test('D1 is there', async () => {
  expect(await env.ARCHIVE.prepare('select 1 as one').first('one')).toBe(1)
})
