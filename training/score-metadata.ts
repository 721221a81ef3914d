/**
 * Precision and recall of what is read from pages besides their text.
 *   node training/score-metadata.ts FOLDER TRUTH.json [--errors FIELD]
 * FOLDER holds NAME.ndjson.gz (`{id, url, html}`), TRUTH.json what metadata-truth.ts reads, as `labelled-metadata.ndjson` does.
 * Every kind of source in a page (JSON-LD, meta elements, marks on what is shown, the shown page alone) is also read as if
 * there were no other.
 */
import type { Document, Element } from 'domhandler'
import { removeElement } from 'domutils'
import { extractArticle } from '../src/core/article/extract/extract-article.ts'
import { readFacts } from '../src/core/article/extract/facts.ts'
import { parseDocument } from '../src/core/html/parse.ts'
import { elementsOf } from '../src/core/html/tree.ts'
import {
  type Field,
  fields,
  type MetadataTruth,
  type ReadMetadata,
  readTruth,
  type Tally,
  tallyField,
  valuesOf,
} from './metadata-truth.ts'
import { readPages } from './read-pages.ts'

const [folder, truthFile, flag, errorField] = process.argv.slice(2)
if (folder === undefined || truthFile === undefined) {
  console.error('usage: node training/score-metadata.ts FOLDER TRUTH.json [--errors FIELD]')
  process.exit(2)
}

const machine = (element: Element): boolean =>
  element.name === 'script' && /ld\+json/i.test(element.attribs['type'] ?? '')
const meta = (element: Element): boolean => element.name === 'meta'
const marks = ['itemprop', 'itemtype', 'rel', 'datetime', 'pubdate']

/** What is taken out of a page to leave one kind of source. */
const readers: Readonly<Record<string, (document: Document) => void>> = {
  'JSON-LD alone': document => {
    drop(document, element => meta(element))
    unmark(document)
  },
  'meta alone': document => {
    drop(document, machine)
    unmark(document)
  },
  'marks alone': document => drop(document, element => machine(element) || meta(element)),
  'shown alone': document => {
    drop(document, element => machine(element) || meta(element))
    unmark(document)
  },
}

/** What is read with the body, and not by `readFacts`. */
const ofBody: ReadonlySet<Field> = new Set(['direction', 'credits', 'corrections', 'notices'])

const truths = readTruth(truthFile)
const tallies = new Map<string, Tally>()
for (const { corpus, id, url, html } of readPages(folder)) {
  const truth = truths.get(id)
  if (truth === undefined) continue
  const whole = attempt(() => extractArticle({ html, url }))
  const reads: [string, ReadMetadata][] = [['whole', whole ?? {}]]
  for (const [name, prepare] of Object.entries(readers)) {
    const document = parseDocument(html)
    prepare(document)
    reads.push([name, readFacts(document, url)])
  }
  for (const [name, read] of reads)
    for (const field of fields) {
      const tally = name === 'whole' || !ofBody.has(field) ? tallyField(field, truth, read) : null
      if (tally === null) continue
      add(`${corpus}\t${name}\t${field}`, tally)
      if (name === 'whole') add(`all\t${name}\t${field}`, tally)
      if (name === 'whole' && flag === '--errors' && field === errorField)
        show(id, { field, truth, read, tally })
    }
}
report()

function attempt<Result>(job: () => Result): Result | null {
  try {
    return job()
  } catch {
    return null
  }
}

function drop(document: Document, isDropped: (element: Element) => boolean): void {
  for (const element of elementsOf(document)) if (isDropped(element)) removeElement(element)
}

function unmark(document: Document): void {
  for (const { attribs } of elementsOf(document)) for (const name of marks) delete attribs[name]
}

function add(key: string, { right, given, wanted }: Tally): void {
  const before = tallies.get(key) ?? { right: 0, given: 0, wanted: 0 }
  tallies.set(key, {
    right: before.right + right,
    given: before.given + given,
    wanted: before.wanted + wanted,
  })
}

function show(
  id: string,
  {
    field,
    truth,
    read,
    tally: { right, given, wanted },
  }: {
    readonly field: Field
    readonly truth: MetadataTruth
    readonly read: ReadMetadata
    readonly tally: Tally
  },
): void {
  if (right === given && right === wanted) return
  const [want, have] = valuesOf(field, truth, read)
  console.log(`${id}\n  want ${JSON.stringify(want)}\n  read ${JSON.stringify(have)}`)
}

function report(): void {
  console.log('corpus\tread from\tfield\tprecision\trecall\tright\tgiven\twanted')
  for (const [key, { right, given, wanted }] of [...tallies].sort(([a], [b]) => (a < b ? -1 : 1)))
    console.log(`${key}\t${share(right, given)}\t${share(right, wanted)}\t${right}\t${given}\t${wanted}`)
}

function share(part: number, whole: number): string {
  return whole === 0 ? '–' : (part / whole).toFixed(3)
}
