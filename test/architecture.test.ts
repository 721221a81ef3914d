import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const source = join(root, 'src')

/** What each layer may import: other layers, and packages. ARCHITECTURE.md has the reasons. */
const table = {
  core: {
    layers: ['core'],
    packages: [
      '#standard-decoder',
      '@noble/hashes',
      'css-select',
      'domhandler',
      'domutils',
      'entities',
      'feed',
      'fflate',
      'ipaddr.js',
      'parse5',
      'parse5-htmlparser2-tree-adapter',
      'tldts',
      'uqr',
    ],
  },
  ports: { layers: ['core', 'ports'], packages: [] },
  operations: { layers: ['core', 'ports', 'operations'], packages: ['lru-cache'] },
  http: { layers: ['core', 'ports', 'operations', 'http'], packages: ['hono'] },
  config: { layers: ['core', 'config'], packages: ['zod'] },
  cli: { layers: ['core', 'ports', 'operations', 'config', 'cli'], packages: ['commander', 'node:'] },
  verifier: {
    layers: ['core', 'verifier'],
    packages: ['@noble/ed25519', '@noble/hashes', 'esbuild', 'node:'],
  },
  'adapters/memory': { layers: ['core', 'ports', 'adapters/memory'], packages: ['lru-cache'] },
  'adapters/sql': { layers: ['core', 'ports', 'adapters/sql'], packages: ['kysely'] },
  'adapters/web': { layers: ['core', 'ports', 'adapters/web'], packages: ['fflate', 'aws4fetch'] },
  'adapters/workers': {
    layers: ['core', 'ports', 'adapters/sql', 'adapters/web', 'adapters/workers'],
    packages: ['kysely', 'kysely-d1', '@cloudflare/workers-types'],
  },
  'adapters/node': {
    layers: ['core', 'ports', 'config', 'adapters/sql', 'adapters/web', 'adapters/node'],
    packages: ['node:', 'undici', 'kysely', 'node-cron', 'nodemailer', 'imapflow', '@hono/node-server'],
  },
} as const satisfies Record<string, { layers: readonly string[]; packages: readonly string[] }>

type Layer = keyof typeof table

interface SourceFile {
  readonly path: string
  readonly layer: Layer | 'root'
  readonly imports: readonly string[]
}

const files: readonly SourceFile[] = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter(path => path.endsWith('.ts'))
  .map(path => ({ path, layer: layerOf(path), imports: importsOf(join(source, path)) }))

function layerOf(path: string): Layer | 'root' {
  if (!path.includes('/')) return 'root'
  const layer = Object.keys(table).find(name => path.startsWith(`${name}/`))
  if (layer === undefined) throw new Error(`src/${path} is in no layer of the table`)
  return layer as Layer
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  // Imports stand first in a file; further down the word may stand in a template.
  const [head = ''] = text.split(/^(?:export )?(?:const|let|function|async|interface|type|class|declare)\b/m)
  const fixed = head.matchAll(/^(?:import|export)\s(?:[^'"]*?\sfrom\s)?'([^']+)'/gm)
  const lazy = text.matchAll(/\bimport\('([^']+)'/g)
  return [...fixed, ...lazy].map(match => match[1] ?? '')
}

function target(file: SourceFile, specifier: string): string {
  return relative(source, resolve(source, dirname(file.path), specifier))
}

describe('imports go one way', () => {
  test.each(files.filter(file => file.layer !== 'root'))('in $path', file => {
    const { layers, packages } = table[file.layer as Layer]
    const refused = file.imports.filter(specifier =>
      specifier.startsWith('.')
        ? !layers.some(layer => layer === layerOf(target(file, specifier)))
        : !packages.some(
            name => specifier === name || specifier.startsWith(name.endsWith(':') ? name : `${name}/`),
          ),
    )

    expect(refused).toEqual([])
  })
})

test('nothing that only Node has can be reached from the worker', () => {
  const byPath = new Map(files.map(file => [file.path, file]))
  const reached = new Set<string>()
  const walk = (path: string) => {
    const file = byPath.get(path)
    if (file === undefined || reached.has(path)) return
    reached.add(path)
    for (const specifier of file.imports) if (specifier.startsWith('.')) walk(target(file, specifier))
  }
  walk('worker.ts')

  const nodeOnly = [...reached].flatMap(path =>
    (byPath.get(path)?.imports ?? [])
      .filter(specifier => /^(node:|undici$|node-cron$|@hono\/node-server)/.test(specifier))
      .map(specifier => `${path} imports ${specifier}`),
  )
  expect(reached.size).toBeGreaterThan(20)
  expect(nodeOnly).toEqual([])
})

test('no two files import each other, by way of others neither', () => {
  const byPath = new Map(files.map(file => [file.path, file]))
  const done = new Set<string>()
  const circles: string[] = []
  const walk = (path: string, way: readonly string[]) => {
    if (way.includes(path)) circles.push([...way.slice(way.indexOf(path)), path].join(' → '))
    if (way.includes(path) || done.has(path)) return
    const file = byPath.get(path)
    const next = file?.imports.filter(specifier => specifier.startsWith('.')) ?? []
    if (file !== undefined) for (const each of next) walk(target(file, each), [...way, path])
    done.add(path)
  }
  for (const { path } of files) walk(path, [])

  expect(circles).toEqual([])
})

test('core asks neither the clock nor chance', () => {
  const impure = files
    .filter(file => file.layer === 'core')
    .filter(file =>
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bfetch\(/.test(
        readFileSync(join(source, file.path), 'utf8'),
      ),
    )
    .map(file => file.path)

  expect(impure).toEqual([])
})

test('every folder of adapters, ports and core named in the table is there', () => {
  const layers = new Set(files.map(file => file.layer))

  expect(Object.keys(table).filter(layer => !layers.has(layer as Layer))).toEqual([])
})
