import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { PassThrough } from 'node:stream'
import { runInNewContext } from 'node:vm'
import type { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { createProgram } from '../src/cli/program.ts'
import { configKeys } from '../src/config/config-keys.ts'
import { parseConfig } from '../src/config/parse-config.ts'
import { secret } from '../src/config/secret.ts'

const root = resolve(import.meta.dirname, '..')
const pages = [
  'README.md',
  'ARCHITECTURE.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.md'))
    .map(name => `docs/${name}`),
].map(path => ({ path, text: readFileSync(join(root, path), 'utf8') }))
const guide = pages.filter(({ path }) => path.startsWith('docs/guide/'))

/** Blocks of commands, a line each. */
function commandsOf(text: string): readonly string[] {
  const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, block = '']) => block)
  return blocks.flatMap(block => block.trimEnd().split('\n'))
}

describe('links', () => {
  const links = pages.flatMap(({ path, text }) =>
    [...text.matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)].map(([, link = '']) => ({ path, link })),
  )

  test.each(links)('in $path, $link leads somewhere', ({ path, link }) => {
    const [file = '', heading] = link.split('#')
    const target = file === '' ? join(root, path) : resolve(root, dirname(path), file)

    expect(existsSync(target)).toBe(true)
    if (heading !== undefined) expect(headingsOf(readFileSync(target, 'utf8'))).toContain(heading)
  })

  test('lead from the contents to every page of the guide', () => {
    const contents = guide.find(({ path }) => path.endsWith('/README.md'))?.text ?? ''
    const named = guide.filter(({ path }) => !contents.includes(`(${path.replace('docs/guide/', '')})`))

    expect(named.map(({ path }) => path)).toEqual(['docs/guide/README.md'])
  })
})

function headingsOf(text: string): readonly string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  )
}

describe('the site', () => {
  const of = (file: string) => readFileSync(join(root, 'docs', file), 'utf8')
  const ways = ['index.md', '.vitepress/config.mjs'].flatMap(file =>
    [...of(file).matchAll(/\blink: '?(\/[\w./-]*)/g)].map(([, link = '']) => ({ file, link })),
  )
  const pageOf = (link: string) => `docs${link.endsWith('/') ? `${link}README` : link}.md`

  test.each(ways)('$file leads to $link, a page that is there', ({ link }) => {
    expect(existsSync(join(root, pageOf(link)))).toBe(true)
  })

  test('has a way to every page', () => {
    const reached = new Set(ways.map(({ link }) => pageOf(link)))
    const left = pages.filter(({ path }) => path.startsWith('docs/') && !reached.has(path))

    expect(left.map(({ path }) => path)).toEqual(['docs/index.md'])
  })
})

describe('what the documentation tells people to configure', () => {
  const blocks = pages.flatMap(({ path, text }) =>
    [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)]
      .map(([, block = '']) => ({ path, block, first: block.split('\n')[0] }))
      .filter(({ block }) => /^\w+:/.test(block)),
  )

  test.each(blocks)('$path: $first …', ({ block }) => {
    const part = runInNewContext(`({ ${block} })`, { secret })

    // Secrets are addresses here, all of them.
    expect(() =>
      parseConfig({ title: 'News', sources: [], ...part }, () => 'http://user:password@proxy.example:8080'),
    ).not.toThrow()
  })

  test('is there for every page that has any', () => {
    expect(blocks.length).toBeGreaterThanOrEqual(6)
  })

  const words = new Set(configKeys.flatMap(({ path }) => path.replaceAll('[]', '').split('.')))
  const named = guide.flatMap(({ path, text }) =>
    [...text.matchAll(/`([a-z]+(?:[A-Z][a-z]+)+)(?::[^`]*)?`/g)].map(([, key = '']) => ({ path, key })),
  )

  test.each(named)('in $path, $key is a key of the configuration', ({ key }) => {
    expect(words).toContain(key)
  })
})

describe('what the guide tells people to type', () => {
  const unused = () => Promise.reject(new Error('not run'))
  const program = createProgram({
    roots: new Proxy({} as Parameters<typeof createProgram>[0]['roots'], { get: () => unused }),
    terminal: {
      input: new PassThrough(),
      output: new PassThrough(),
      errors: new PassThrough(),
      isWatched: false,
      signal: new AbortController().signal,
    },
  })
  const lines = guide.flatMap(({ path, text }) =>
    commandsOf(text)
      .filter(line => /^(?:npx )?tamizdat /.test(line))
      .map(line => ({ path, line })),
  )

  test.each(lines)('$path: $line', ({ line }) => {
    const words = line.replace(/^(?:npx )?tamizdat /, '').split(/\s+/)
    let command: Command = program
    for (const word of words) command = command.commands.find(each => each.name() === word) ?? command
    const options = words.filter(word => word.startsWith('--'))

    expect(command).not.toBe(program)
    expect(options.filter(option => !command.options.some(known => known.long === option))).toEqual([])
  })

  test('both languages say the same commands', () => {
    const of = (name: string) => commandsOf(guide.find(({ path }) => path.endsWith(name))?.text ?? '')

    expect(of('first-mirror.md').length).toBeGreaterThan(15)
    expect(of('first-mirror.ru.md')).toEqual(of('first-mirror.md'))
  })

  test('files of this repository that it copies are there', () => {
    const files = guide.flatMap(({ text }) => text.match(/(?<=\/opt\/tamizdat\/|`)deploy\/[\w./-]+/g) ?? [])

    expect(files.length).toBeGreaterThan(4)
    expect(files.filter(file => !existsSync(join(root, file)))).toEqual([])
  })
})
