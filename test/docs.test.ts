import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { PassThrough } from 'node:stream'
import type { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { exitCodes } from '../src/cli/exit.ts'
import { createProgram } from '../src/cli/program.ts'
import { formatConfigDocs } from '../src/config/config-docs.ts'
import { configKeys } from '../src/config/config-keys.ts'
import { errorKinds } from '../src/core/errors.ts'

const root = resolve(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** The program as documentation sees it: nothing in it is ever run. */
const program = createProgram({
  roots: {
    loadConfig: () => Promise.reject(new Error('not run')),
    openRuntime: () => Promise.reject(new Error('not run')),
    readSchema: () => Promise.reject(new Error('not run')),
    listCopies: () => Promise.reject(new Error('not run')),
    openExtractor: () => Promise.reject(new Error('no extractor')),
    openSiteBook: () => Promise.reject(new Error('no site book')),
    openFetcher: () => Promise.reject(new Error('not run')),
    loadVerifySignature: () => Promise.reject(new Error('not run')),
    openSigner: () => Promise.reject(new Error('not run')),
    deployCloudflare: () => Promise.reject(new Error('not run')),
    openOperatorApi: () => Promise.reject(new Error('not run')),
    openStore: () => Promise.reject(new Error('not run')),
    openCopyStore: () => Promise.reject(new Error('not run')),
  },
  terminal: {
    input: new PassThrough(),
    output: new PassThrough(),
    errors: new PassThrough(),
    isWatched: false,
    signal: new AbortController().signal,
  },
})

/** Every command that does something, with the words that call it. */
const commands = leaves(program, [])

function leaves(parent: Command, words: readonly string[]): { name: string; command: Command }[] {
  return parent.commands.flatMap(command => {
    const path = [...words, command.name()]
    return command.commands.length > 0 ? leaves(command, path) : [{ name: path.join(' '), command }]
  })
}

describe('docs/commands.md', () => {
  const sections = new Map(
    read('docs/commands.md')
      .split(/^## `/m)
      .slice(1)
      .map(section => [section.slice(0, section.indexOf('`')).replace(/ [[<].*$/, ''), section]),
  )

  test('has a section for each command, in the order of --help, and none besides', () => {
    expect([...sections.keys()].toSorted()).toEqual(commands.map(each => each.name).toSorted())
  })

  test.each(commands)('shows the arguments and options of $name', ({ name, command }) => {
    const section = sections.get(name) ?? ''
    const heading = section.slice(0, section.indexOf('`'))

    expect(heading.slice(name.length).trim()).toBe(argumentsOf(command))
    for (const option of command.options) expect(section).toContain(`\`${option.flags}\``)
  })

  test.each(commands)(
    '$name --help describes every option and ends with an example of it',
    ({ name, command }) => {
      let help = ''
      command.configureOutput({ writeOut: text => (help += text) })
      command.outputHelp()

      expect(help).toContain(`$ npx tamizdat ${name}`)
      expect(command.options.filter(option => option.description === '')).toEqual([])
    },
  )
})

function argumentsOf(command: Command): string {
  return command.registeredArguments
    .map(argument => {
      const name = argument.name() + (argument.variadic ? '...' : '')
      return argument.required ? `<${name}>` : `[${name}]`
    })
    .join(' ')
}

describe('docs/errors.md', () => {
  const rows = read('docs/errors.md').matchAll(/^\| `([a-z-]+)` \| (\d+) \| (.+) \| (.+) \|$/gm)

  test('has a row for each kind of error, with its exit code', () => {
    const documented = Object.fromEntries([...rows].map(([, kind, code]) => [kind, Number(code)]))

    expect(documented).toEqual(exitCodes)
    expect(Object.keys(documented)).toEqual([...errorKinds])
  })
})

describe('docs/config.md', () => {
  test('is what the schema says', async () => {
    expect(existsSync(join(root, 'docs/config.md'))).toBe(true)
    await expect(formatConfigDocs()).toMatchFileSnapshot(join(root, 'docs/config.md'))
  })

  test.each(configKeys)('$path is described, and has an example or keys of its own', key => {
    expect(key.description).not.toBe('')
    const isParent = configKeys.some(
      each => each.path.startsWith(`${key.path}.`) || each.path.startsWith(`${key.path}[]`),
    )
    expect(key.example !== undefined || isParent).toBe(true)
  })
})

describe('what the documentation tells people to type', () => {
  const files = ['README.md', ...readdirSync(join(root, 'docs')).map(name => `docs/${name}`)].filter(
    path => path.endsWith('.md') && existsSync(join(root, path)),
  )
  const lines = files.flatMap(path =>
    [...read(path).matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap(([, block = '']) =>
      block
        .split(/\n|&&/)
        .map(line => line.replace(/^\$ /, '').trim())
        .filter(line => /^(npx tamizdat|npm) /.test(line))
        .map(line => ({ path, line })),
    ),
  )
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(read('package.json'))
  const ofNpm = ['ci', 'install', 'test', 'start', 'run']

  test.each(lines)('$path: $line', ({ line }) => {
    const [runner, first = '', second = ''] = line.split(/\s+/)
    if (runner === 'npx') expect(commandNamed(line)).toBeDefined()
    else {
      expect(ofNpm).toContain(first)
      const script = first === 'run' ? second : first
      if (script !== 'ci' && script !== 'install') expect(Object.keys(scripts)).toContain(script)
    }
  })

  function commandNamed(line: string) {
    const words = line.replace(/^npx tamizdat /, '')
    const found = commands.find(({ name }) => words === name || words.startsWith(`${name} `))
    const options = [...words.matchAll(/(?<=\s)--[a-z-]+/g)].map(([option]) => option)
    const known = found?.command.options.map(option => option.long) ?? []
    return options.every(option => known.includes(option)) ? found : undefined
  }
})
