import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { PassThrough } from 'node:stream'
import { beforeAll, describe, expect, test } from 'vitest'
import { runBatch } from '../../src/cli/batch.ts'
import { tamizdat } from '../support/command-line.ts'

const seed = resolve(import.meta.dirname, '../fixtures/seed')
const lines = (output: string) =>
  output
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line))
const batch = (...inputs: unknown[]) => inputs.map(each => `${JSON.stringify(each)}\n`).join('')

describe('extract --batch', () => {
  let page: Buffer
  beforeAll(async () => {
    page = await readFile(`${seed}/rferl-belarus.dated.html`)
  })

  test('gives the keys of the contract, from text and from bytes alike', async () => {
    const url = 'https://www.rferl.org/a/x/31293164.html'
    const input = batch(
      { id: 'text', url, html: page.toString() },
      { id: 'bytes', url, base64: page.toString('base64'), contentType: 'text/html; charset=utf-8' },
    )
    const { exitCode, output } = await tamizdat(['extract', '--batch'], input)
    const [text, bytes] = lines(output)

    expect(exitCode).toBe(0)
    expect(text).toMatchObject({
      id: 'text',
      title: "NATO Chief Says Belarus Becoming 'More And More Dependent' On Russia",
      byline: ['RFE/RL'],
      published: '2021-06-06T12:00:00Z',
      modified: '2021-06-06T12:00:00Z',
      lang: 'en',
      dir: 'ltr',
      credits: ['With reporting by Welt am Sonntag and dpa'],
    })
    expect(Object.keys(text)).toEqual(expect.arrayContaining(['site', 'text', 'html', 'notices']))
    expect({ ...bytes, id: null }).toEqual({ ...text, id: null })
  })

  test('answers every line in order, bad ones with an error and their id', async () => {
    const html =
      '<html lang="en"><body><article><h1>Title</h1><p>A first sentence that is long enough to be one.</p><p>A second sentence that is long enough to be one.</p></article></body></html>'
    const input = [
      '{"id":1,"html":',
      '[]',
      '',
      JSON.stringify({ id: { any: 'value' } }),
      JSON.stringify({ id: 'u', html, url: 'not an address' }),
      JSON.stringify({ id: 'e', html: '' }),
      JSON.stringify({ id: 'b', base64: '%%%' }),
      JSON.stringify({ id: 'good', url: '', html }),
    ].join('\n')
    const { exitCode, output } = await tamizdat(['extract', '--batch'], input)
    const answers = lines(output)

    expect(exitCode).toBe(0)
    expect(answers.map(each => each.id)).toEqual([null, null, null, { any: 'value' }, 'u', 'e', 'b', 'good'])
    expect(answers.slice(0, -1).every(each => typeof each.error === 'string')).toBe(true)
    expect(answers.at(-1)).toMatchObject({ title: 'Title', byline: null, published: null })
  })

  test('adds what was kept and left out with --explain', async () => {
    const { output } = await tamizdat(
      ['extract', '--batch', '--explain'],
      batch({ id: 1, html: page.toString() }),
    )

    expect(lines(output)[0].dropped).toContainEqual(
      expect.objectContaining({ step: 'chrome', reason: 'footer' }),
    )
    expect(lines(output)[0].passages).toContainEqual(expect.objectContaining({ step: 'kept' }))
  })
})

test('parse --batch gives the keys of the contract', async () => {
  const base64 = (await readFile(`${seed}/rferl-feed.xml`)).toString('base64')
  const input = batch(
    { id: 'feed', url: 'https://www.rferl.org/api/', contentType: 'application/rss+xml', base64 },
    { id: 'none', base64: Buffer.from('<p>no feed').toString('base64') },
    { id: 'nothing' },
  )
  const [feed, none, nothing] = lines((await tamizdat(['parse', '--batch'], input)).output)

  expect(feed).toMatchObject({ id: 'feed', format: 'rss', link: 'https://www.rferl.org/z/104' })
  expect(Object.keys(feed.entries[0])).toEqual([
    ...['id', 'title', 'link', 'published', 'updated', 'authors', 'categories', 'summary', 'content'],
  ])
  expect(feed.entries[0].published).toBe('2021-06-06T12:00:00Z')
  expect(none).toMatchObject({ id: 'none', error: expect.stringContaining('feed-unreadable') })
  expect(nothing).toMatchObject({ id: 'nothing', error: expect.stringContaining('base64') })
})

test('a batch reads no further than its output is taken', async () => {
  let read = 0
  async function* input() {
    for (; read < 1000; read++) yield Buffer.from('{"id":1}\n')
  }
  const output = new PassThrough({ highWaterMark: 256 })
  const stopping = new AbortController()
  const terminal = {
    input: input(),
    output,
    errors: new PassThrough(),
    isWatched: false,
    signal: stopping.signal,
  }

  const ended = runBatch(terminal, () => ({ filling: 'x'.repeat(100) }))
  await new Promise(done => setTimeout(done, 50))
  const readWhileNobodyTook = read
  stopping.abort()

  await expect(ended).rejects.toThrow()
  expect(readWhileNobodyTook).toBeLessThan(20)
})
