import { describe, expect, test } from 'vitest'
import { extractArticle } from '../../../../src/core/article/extract/extract-article.ts'
import {
  isAppeal,
  isBiography,
  isCaption,
  isLabel,
  isOffer,
} from '../../../../src/core/article/extract/stray-rules.ts'
import { lineOf } from '../../../../src/core/html/text.ts'

describe('a caption', () => {
  test.each([
    'Image: Jo Field',
    'Foto: Anna Brandt/dpa',
    'Fot. Jan Polak',
    'Фото: Анна Полева',
    '图片来源：新华社',
    'The old bridge in winter © Town of Harbour',
    'Most w zimie (© Fot. Jan Polak)',
    'Pictured right is the mayor, with two of the engineers.',
    'Moda na most, fot. Anna Polak',
    '资料图：去年冬天的旧桥。',
    '旧桥上的商人(资料图)',
    '旧桥已经关闭。 新华社发（王申 摄）',
    'From left: the mayor, an engineer and two traders of the northern bank.',
  ])('%j', line => {
    expect(isCaption(line)).toBe(true)
  })

  test.each([
    'Photographs were taken of the bridge.',
    'Image rights are a matter of law: the mayor knows it.',
    'Im Bild ist er nicht zu sehen.',
    'The bridge is old. © is what the sign at its end says, and nobody knows of what year it is, or who of the town put it there.',
    'Fotografien zeigen die Brücke.',
    '记者看到旧桥已经关闭，商人担心生意受到影响。',
  ])('not %j', line => {
    expect(isCaption(line)).toBe(false)
  })
})

test.each([
  { line: 'Advertisement', want: true },
  { line: 'Реклама:', want: true },
  { line: '广告', want: true },
  { line: 'Story continues below advertisement', want: true },
  { line: 'View this post on Instagram', want: true },
  { line: 'Následuje obsah vložený z jiného webu.', want: true },
  { line: 'Оцените, пожалуйста, статью.', want: true },
  { line: 'Ссылки по теме:', want: true },
  { line: 'You may also like...', want: true },
  { line: '[button link="https://harbour.example"] Read more[/button]', want: true },
  { line: 'Sendung: Radio Hafen, 24.04.2024, 15:10 Uhr', want: true },
  { line: 'Video: der Bürgermeister zeigt die Brücke.', want: false },
  { line: 'Read more about it, said the mayor, and you will see what the bridge has cost.', want: false },
  { line: 'Advertising pays for the bridge.', want: false },
  { line: 'Реклама на мосту запрещена.', want: false },
])('$line as a label: $want', ({ line, want }) => {
  expect(isLabel(line)).toBe(want)
})

test.each([
  { line: 'Like this story? Share it with a friend!', want: true },
  { line: 'We value letters to the editor: e-mail us yours.', want: true },
  { line: 'Comentários ofensivos não serão aprovados.', want: true },
  { line: 'For more stories like this, check our news page.', want: true },
  { line: 'Follow Harbour News on Telegram', want: true },
  { line: 'Click here for more information.', want: true },
  { line: 'Подписывайтесь на наш канал', want: true },
  { line: 'Jetzt den Newsletter abonnieren', want: true },
  { line: '本报现已开设Facebook专页，快点到Facebook Like我们的专页！', want: true },
  { line: 'The mayor asked the traders to sign up for the fund.', want: false },
  { line: 'Like this one, most bridges are old.', want: false },
  { line: 'Подписывайтесьте — такого слова нет.', want: false },
])('"$line" as an appeal: $want', ({ line, want }) => {
  expect(isAppeal(line)).toBe(want)
})

test.each([
  { line: 'The bridge by mail: sign up for the free daily newsletter here.', want: true },
  { line: 'Sign up for our daily letter.', want: true },
  { line: 'In each episode the mayor shows an arch. Click to subscribe!', want: true },
  { line: 'Traders may sign up for the fund. The newsletter of the town says how.', want: false },
])('"$line" as an offer: $want', ({ line, want }) => {
  expect(isOffer(line)).toBe(want)
})

test.each([
  { line: 'Jo Field is a reporter in the harbour town.', want: true },
  { line: 'Our correspondent Jo Field covers the coast.', want: true },
  { line: 'Jo Field said that the bridge is old.', want: false },
  { line: 'The bridge, said the mayor and so said others, like Jo Field, is old.', want: false },
  { line: 'Al Moor is the mayor.', want: false },
])('"$line" as who Jo Field is: $want', ({ line, want }) => {
  expect(isBiography(line, ['Jo Field'])).toBe(want)
})

const sentence =
  'The council of the harbour town voted on Tuesday evening to close the old bridge for repairs until the spring of next year'
const body = Array.from({ length: 5 }, (_, n) => `<p>${sentence}, and it said so ${n} times.</p>`)
const textOf = (html: string): string =>
  extractArticle({
    html: `<title>Old bridge closes</title><meta name="author" content="Jo Field"><article><h1>Old bridge closes</h1>${html}</article>`,
    url: 'https://harbour.example/1',
  })
    .body.map(lineOf)
    .join('\n')

test('what stands between the paragraphs and is no text is left out', () => {
  const text = textOf(
    `${body.slice(0, 3).join('')}<p>The old bridge in winter, seen from the northern bank © Town of Harbour</p><p>Advertisement</p>${body.slice(3).join('')}`,
  )

  expect(text).toContain('4 times')
  expect(text).not.toMatch(/winter|Advertisement/)
})

test('a title in capitals that is a link stands for another article', () => {
  const link = (title: string): string => `<p><a href="/2">${title}</a></p>`

  const text = textOf(
    body.slice(0, 3).join('') + link('THE FERRY OF THE NEXT TOWN IS LATE AGAIN') + body.slice(3).join(''),
  )

  expect(text).not.toContain('FERRY')
})

test('an appeal is left out at the end, and stays where the text goes on', () => {
  const appeal = `<p>Get in touch with our town clerk if you know of cracks in the arches of a bridge, wrote the mayor.</p>`

  expect(textOf(body.join('') + appeal)).not.toContain('cracks')
  expect(textOf(body[0] + appeal + body.slice(1).join(''))).toContain('cracks')
})

test('who the author is stands in no text', () => {
  const text = textOf(
    `${body.join('')}<p>Jo Field is a reporter in the harbour town, and has seen it all in forty years at sea.</p>`,
  )

  expect(text).not.toContain('forty years')
})

test.each([
  'Czwartek, 29 grudnia 2011 (12:14)',
  '8 декабря 2011 года, 19:17',
  'Обновлено 5 января в 14:32 мск',
  'sexta-feira, 22 de outubro de 2010 às 20:13',
  '2012年01月17日 18:06 来源：凤凰网科技',
])('the day %j before the text is none of it', line => {
  expect(textOf(`<p>${line}</p>${body.join('')}`)).not.toContain(line)
})

test('a day that a sentence begins with is text', () => {
  const line = '8 декабря 2011 года, 19:17 — в этот час мост был закрыт.'

  expect(textOf(`<p>${line} ${sentence}.</p>${body.join('')}`)).toContain(line)
})

test('a name above a paragraph that begins with it is that of an author', () => {
  const text = textOf(
    `${body.join('')}<h4>Anna Brandt</h4><p>Anna Brandt has seen the bridge from below and from above, in forty years at sea.</p>`,
  )

  expect(text).not.toMatch(/Anna/)
})

test('an article that is nothing else keeps its lines', () => {
  const text = textOf(
    `<p>Pictured right is the mayor, with two of the engineers who found the cracks in the arches. ${sentence}.</p>`,
  )

  expect(text).toContain('Pictured right')
})
