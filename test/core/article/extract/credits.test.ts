import { describe, expect, test } from 'vitest'
import { isCorrection } from '../../../../src/core/article/extract/correction-rules.ts'
import { isCredit } from '../../../../src/core/article/extract/credit-rules.ts'
import { agenciesOfDateline } from '../../../../src/core/article/extract/dateline.ts'
import { extractArticle } from '../../../../src/core/article/extract/extract-article.ts'

const sentence =
  'The council of the harbour town voted on Tuesday evening to close the old bridge for repairs until the spring of next year.'
const page = ({ head = '', first = sentence, before = '', after = '' }): string =>
  `<!doctype html><html lang="en"><head><title>Old bridge closes</title>${head}</head><body><main>${before}<h1>Old bridge closes</h1><article><p>${first} ${sentence}</p>${`<p>${sentence} ${sentence}</p>`.repeat(4)}</article>${after}</main></body></html>`
const extract = (parts: Parameters<typeof page>[0], url = 'https://www.harbour.example/news/1') =>
  extractArticle({ html: page(parts), url })
const byJo = '<meta name="author" content="Jo Field">'

describe('an agency in the byline is credited and no author', () => {
  test.each([
    { name: 'alone', author: 'Reuters', byline: null, credits: ['Reuters'] },
    { name: 'in capitals', author: 'By REUTERS', byline: null, credits: ['REUTERS'] },
    { name: 'beside a person', author: 'Jo Field, dpa', byline: ['Jo Field'], credits: ['dpa'] },
    { name: 'two of them', author: 'AFP und dpa', byline: null, credits: ['AFP', 'dpa'] },
    { name: 'with the sign of an editor', author: 'SDA/jof', byline: null, credits: ['SDA/jof'] },
    { name: 'with its staff', author: 'Reuters Staff', byline: null, credits: ['Reuters Staff'] },
    { name: 'in Russian', author: 'Интерфакс', byline: null, credits: ['Интерфакс'] },
    { name: 'but no person who is called so', author: 'Ani Kyodo', byline: ['Ani Kyodo'], credits: [] },
  ])('$name', ({ author, byline, credits }) => {
    const article = extract({ head: `<meta name="author" content="${author}">` })

    expect([article.byline, article.credits]).toEqual([byline, credits])
  })

  test('but on its own pages the agency signs as a newsroom does', () => {
    const head = '<meta name="author" content="Reuters"><meta property="og:site_name" content="Reuters">'
    const first = `BERLIN (Reuters) - ${sentence}`

    const article = extract({ head, first }, 'https://www.reuters.example/1')

    expect([article.byline, article.credits]).toEqual([['Reuters'], []])
  })

  test('and names that stand near are no authors of its report', () => {
    const article = extract({
      head: '<meta name="author" content="AFP">',
      before: '<p>By Anna Brandt</p>',
    })

    expect(article.byline).toBeNull()
  })
})

test.each([
  { text: 'BERLIN, 4 May (Reuters) - The council', want: ['Reuters'] },
  { text: 'CHARLESTON, Ill. (AP) — The council', want: ['AP'] },
  { text: 'Hamburg (dpa/lno) - Der Stadtrat', want: ['dpa'] },
  { text: 'PARIS (AFP and dpa) – The council', want: ['AFP', 'dpa'] },
  { text: 'МОСКВА, 5 янв - РИА Новости. Совет города', want: ['РИА Новости'] },
  { text: 'МОСКВА, 5 января. /ТАСС/. Совет города', want: ['ТАСС'] },
  { text: '新华社北京5月4日电 市议会', want: ['新华社'] },
  { text: '（中央社記者王小明台北4日電）市議會', want: ['中央社'] },
  { text: 'The council (AP) voted', want: [] },
  { text: 'Paris (AFP) Der Stadtrat', want: ['AFP'] },
  { text: 'The council of the harbour town told reporters (AP) that', want: [] },
  { text: 'HAMBURG (ots) - Der Stadtrat', want: [] },
  { text: 'The council voted on Tuesday.', want: [] },
])('the dateline of "$text" names $want', ({ text, want }) => {
  expect(agenciesOfDateline(text)).toEqual(want)
})

test('the agency of the dateline is credited', () => {
  const article = extract({ head: byJo, first: `BERLIN (AP) — ${sentence}` })

  expect(article.credits).toEqual(['AP'])
})

test('an agency that a credit names is not credited twice', () => {
  const article = extract({
    head: '<meta name="author" content="Associated Press">',
    first: `BERLIN (AP) — ${sentence}`,
    after: '<p>With reporting by Associated Press writer Jo Field</p>',
  })

  expect(article.credits).toEqual(['With reporting by Associated Press writer Jo Field'])
})

test.each([
  { name: 'of agencies', line: '(Quelle: APA/sda/dpa)' },
  { name: 'of the wires', line: 'With Post wires' },
  { name: 'of another publisher', line: 'First published in The Harbour Review.' },
  { name: 'of a colleague', line: 'Anna Brandt contributed to this report.' },
  { name: 'in Russian', line: 'Источник: harbour.example' },
])('a credit $name right behind the body is kept apart, and is no text', ({ line }) => {
  const article = extract({ head: byJo, after: `<div class="end"><p>${line}</p></div>` })

  expect(article.credits).toEqual([line])
})

test.each([
  { line: 'Dieser Text erschien zuerst in der Hafenpost.', want: true },
  { line: 'This story was originally published by the Harbour Post.', want: true },
  { line: 'Mit Agenturmaterial.', want: true },
  { line: 'Źródło: PAP', want: true },
  { line: '来源：新华社', want: true },
  { line: 'SDA/jof', want: true },
  { line: 'First published on May 4, 2025', want: false },
  { line: 'Written by Jo Field', want: false },
  { line: 'With agencies of its own, the town is well served.', want: false },
  { line: 'Source of the river', want: false },
])('"$line" is a credit: $want', ({ line, want }) => {
  expect(isCredit(line)).toBe(want)
})

describe('a correction is told by its words, in many languages', () => {
  test.each([
    'Correction: The bridge closes in May, not in March.',
    'Correction, Nov. 15, 2019: The bridge was misidentified.',
    'This article was amended on 8 December 2025. An earlier version said March.',
    'An earlier version of this article misstated the month.',
    'This story has been updated to correct the name of the bridge.',
    'Editor’s note: This article was corrected on Monday.',
    '* Korrektur: In einer früheren Version stand März.',
    'In einer früheren Version dieses Artikels stand März.',
    'Anmerkung der Redaktion: In einer ersten Fassung stand März.',
    'Rectificatif : le pont ferme en mai.',
    'Une version précédente de cet article indiquait mars.',
    'Fe de errores: el puente cierra en mayo.',
    'En una versión anterior de este artículo se decía marzo.',
    'Errata: a ponte fecha em maio.',
    'Questo articolo è stato corretto.',
    'Sprostowanie: most zamkną w maju.',
    'Rättelse: I en tidigare version stod mars.',
    'Rettelse: Broen lukker i maj.',
    'Oprava: most se zavře v květnu.',
    'Düzeltme: Köprü mayısta kapanacak.',
    'Исправление: мост закроют в мае.',
    'В более ранней версии этого текста был указан март.',
    'Уточнение от 5 мая: мост закроют в мае.',
    'Виправлення: міст закриють у травні.',
    'У попередній версії тексту йшлося про березень.',
    'Выпраўленне: мост зачыняць у траўні.',
    'اصلاحیه: پل در ماه مه بسته می‌شود.',
    'تصحيح: يغلق الجسر في مايو.',
    '更正：大桥将于五月关闭。',
    '【訂正】橋は五月に閉鎖されます。',
    '정정: 다리는 5월에 폐쇄됩니다.',
  ])('%s', line => {
    expect(isCorrection(line)).toBe(true)
  })

  test.each([
    'Corrections officers asked for more pay.',
    'Correction of the river took three years.',
    'Clarification was sought by the council.',
    'Updated at 1:23 p.m.',
    'Editor’s note: This is an opinion column.',
    'Korrekturen am Haushalt sind geplant.',
    'Исправленный бюджет приняли во вторник.',
    'Уточнение границ города заняло год.',
    'This article was updated on Monday with new prices.',
  ])('and not: %s', line => {
    expect(isCorrection(line)).toBe(false)
  })

  test('and is found where it was left out, behind the body', () => {
    const line = 'Correction: The bridge closes in May, not in March.'

    const article = extract({ head: byJo, after: `<p class="note">${line}</p>` })

    expect(article.corrections).toEqual([line])
  })
})

test('a desk is the byline only where nobody else is named', () => {
  const desk =
    '<script type="application/ld+json">{"@type":"NewsArticle","author":{"@type":"Person","name":"Harbour staff reporter"}}</script>'

  expect(extract({ head: desk }).byline).toEqual(['Harbour staff reporter'])
  expect(extract({ head: `${desk}<meta property="article:author" content="Jo Field">` }).byline).toEqual([
    'Jo Field',
  ])
})

test('the whole list of authors is taken where JSON-LD has only the first', () => {
  const head =
    '<script type="application/ld+json">{"@type":"NewsArticle","author":{"@type":"Person","name":"Jo Field"}}</script><meta property="article:author_name" content="Jo Field, Anna Brandt">'

  expect(extract({ head }).byline).toEqual(['Jo Field', 'Anna Brandt'])
})
