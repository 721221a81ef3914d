import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { tamizdat } from '../support/command-line.ts'
import { type ScriptedServer, startScriptedServer } from '../support/scripted-server.ts'

const sentence = 'The ministry said that the new rules for river transport would come into force, at last. '
const page = `<!doctype html><html lang="en"><title>Rules</title><h1>Rules for ferries</h1>
<div class="story"><p>${sentence.repeat(4)}</p><p class="box">Download our app to read all of this every day.</p></div>
<div class="lead story"><p>${sentence.repeat(3)}A lead of its own.</p></div></html>`

let folder: string
let server: ScriptedServer
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tamizdat-extract-'))
  await writeFile(join(folder, 'page.html'), page)
  await cp(resolve(import.meta.dirname, '../fixtures/site-configs'), join(folder, 'sites'), {
    recursive: true,
  })
})
beforeEach(async () => {
  server = await startScriptedServer()
  server.script('/a/1', { headers: { 'content-type': 'text/html; charset=utf-8' }, body: page })
  return () => server.close()
})
afterAll(() => rm(folder, { recursive: true }))

async function extract(config: object, words: readonly string[], input = '') {
  const file = join(folder, 'mirrors.config.ts')
  await writeFile(file, `export default ${JSON.stringify({ title: 'x', ...config })}\n`)
  return tamizdat(['extract', ...words, '--config', file], input)
}

const sourceOf = (id: string, feed: string, rules: object = {}) => ({
  id,
  name: `The ${id}`,
  feeds: [feed],
  language: 'en',
  rules,
})

describe('extract --config', () => {
  test("takes the rules of the page's site from the configuration", async () => {
    const sites = [{ host: 'news.example', rules: { body: '.story', remove: '.box', title: 'title' } }]
    const printed = await extract({ sites }, [
      join(folder, 'page.html'),
      '--url',
      'https://www.news.example/a/1',
    ])

    expect(printed).toMatchObject({ exitCode: 0, errors: '' })
    expect(JSON.parse(printed.output)).toMatchObject({ title: 'Rules' })
    expect(printed.output).not.toContain('Download our app')
  })

  test("takes them from the operator's folder of site-config files", async () => {
    const printed = await extract({ siteConfigs: 'sites' }, [
      join(folder, 'page.html'),
      '--url',
      'https://news.example/a/1',
      '--format',
      'text',
    ])

    expect(printed.output).toMatch(/A lead of its own\.\n$/)
    expect(printed.output).not.toContain('Download our app')
  })

  test('leaves a page of another site to the general extraction', async () => {
    const sites = [{ host: 'news.example', rules: { title: 'title' } }]
    const printed = await extract({ sites }, [
      join(folder, 'page.html'),
      '--url',
      'https://other.example/a/1',
    ])

    expect(JSON.parse(printed.output)).toMatchObject({ title: 'Rules for ferries' })
  })

  test('applies to every line of a batch the rules of its own site', async () => {
    const sites = [{ host: 'news.example', rules: { title: 'title' } }]
    const input = ['news', 'other']
      .map(id => `${JSON.stringify({ id, url: `https://${id}.example/a`, html: page })}\n`)
      .join('')
    const { output } = await extract({ sites }, ['--batch'], input)

    expect(
      output
        .trim()
        .split('\n')
        .map(line => JSON.parse(line).title),
    ).toEqual(['Rules', 'Rules for ferries'])
  })

  test('asks for an address as its source would, with its headers and its rules', async () => {
    const source = {
      ...sourceOf('valley', `${server.origin}/rss`, { title: 'title' }),
      headers: { 'x-pass': 'open' },
    }
    const printed = await extract({ sources: [source], limits: { allowPrivate: [server.host] } }, [
      `${server.origin}/a/1`,
    ])

    expect(JSON.parse(printed.output)).toMatchObject({ title: 'Rules', site: 'The valley' })
    expect(server.requests[0]?.headers['x-pass']).toBe('open')
  })

  test('wants to be told the source where several with other rules have the same host', async () => {
    const sources = [
      sourceOf('one', 'https://news.example/1.xml', { title: 'title' }),
      sourceOf('two', 'https://news.example/2.xml'),
    ]
    const words = [join(folder, 'page.html'), '--url', 'https://news.example/a/1']
    const unsaid = await extract({ sources }, words)
    const said = await extract({ sources }, [...words, '--source', 'one'])

    expect(unsaid).toMatchObject({ exitCode: 2, errors: expect.stringMatching(/one, two[\s\S]*--source/) })
    expect(JSON.parse(said.output)).toMatchObject({ title: 'Rules', site: 'The one' })
  })

  test('a source without a configuration is wrong usage', async () => {
    const printed = await tamizdat(['extract', join(folder, 'page.html'), '--source', 'one'])

    expect(printed).toMatchObject({ exitCode: 2, errors: expect.stringContaining('--config') })
  })
})
