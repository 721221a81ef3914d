import { describe, expect, test } from 'vitest'
import { parseFeed } from '../../../src/core/feed/parse-feed.ts'
import { decodeText } from '../../../src/core/source/decode.ts'
import { charsets, encodeText, pageIn, titleIn } from '../../support/pages-in-charsets.ts'

const read = (body: Uint8Array, contentType: string | null = null) =>
  decodeText(body, { contentType, kind: 'html' }).text

describe.each(charsets)('a whole page of $language in $charset', ({ charset, language }) => {
  test('is read by what the header says', () => {
    const page = pageIn(language)

    expect(read(encodeText(page, charset), `text/html; charset=${charset}`)).toBe(page)
  })

  test('is read by what the page says', () => {
    const page = pageIn(language, charset)

    expect(read(encodeText(page, charset), 'text/html')).toBe(page)
  })

  test('is read where nobody says anything', () => {
    const page = pageIn(language)

    expect(read(encodeText(page, charset))).toBe(page)
  })

  test('is read where the header says UTF-8', () => {
    const page = pageIn(language)

    expect(read(encodeText(page, charset), 'text/html; charset=utf-8')).toBe(page)
  })

  test('is read as the page says where the header has a default', () => {
    const page = pageIn(language, charset)

    expect(read(encodeText(page, charset), 'text/html; charset=ISO-8859-1')).toBe(page)
  })

  test('is read though its transfer broke off', () => {
    const page = pageIn(language)
    const body = encodeText(page, charset).subarray(0, -90)

    expect(read(body).slice(0, 200)).toBe(page.slice(0, 200))
  })

  test('is UTF-8 where its bytes are, whatever is said', () => {
    const page = pageIn(language, charset)

    expect(read(new TextEncoder().encode(page), `text/html; charset=${charset}`)).toBe(page)
  })
})

describe('what stands around a text does not hide its encoding', () => {
  const english = '<p>The ministry “did not answer” questions that were sent to it on Monday morning.</p>'

  test.each([
    { name: 'a headline alone', before: '' },
    { name: 'a page that is English for the most part', before: english.replaceAll(/[“”]/g, "'").repeat(20) },
    { name: 'code', before: `<script>${'if (a && b) { open(document.title) }\n'.repeat(200)}</script>` },
  ])('$name', ({ before }) => {
    const page = `${before}<h1>${titleIn('ru')}</h1><p>${titleIn('ru')}</p>`

    expect(read(encodeText(page, 'koi8-r'))).toBe(page)
    expect(read(encodeText(page, 'windows-1251'))).toBe(page)
  })

  test('code whose strings are in it', () => {
    const code = `<script>${`let text = '${titleIn('zh')}'; if (shown && text.length) show(text)\n`.repeat(99)}</script>`
    const page = `${code}<h1>${titleIn('zh')}</h1>`

    expect(read(encodeText(page, 'gb18030'))).toBe(page)
  })

  test('one word at its end that broke off', () => {
    const title = encodeText(titleIn('ja').repeat(3), 'shift_jis')

    expect(read(title.subarray(0, -1))).toBe(`${titleIn('ja').repeat(3).slice(0, -1)}\ufffd`)
  })
})

describe.each(['utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'])('a whole page in %s', charset => {
  test.each(['ru', 'zh', 'fa'] as const)('of %s is read by its mark, and without', language => {
    const page = pageIn(language)

    expect(read(encodeText(`\ufeff${page}`, charset))).toBe(page)
    expect(read(encodeText(page, charset))).toBe(page)
    expect(read(encodeText(page, charset), 'text/html; charset=utf-8')).toBe(page)
  })
})

test('what is said to be UTF-16 and has no zero byte is none', () => {
  const page = pageIn('ru', 'utf-16')

  expect(read(new TextEncoder().encode(page), 'text/html; charset=utf-16')).toBe(page)
})

test('Japanese by shifts (RFC 1468) is told by them', () => {
  const body = Uint8Array.of(0x3c, 0x70, 0x3e, 0x1b, 0x24, 0x42, 0x24, 0x22, 0x1b, 0x28, 0x42)

  expect(read(body)).toBe('<p>あ')
})

describe('a label that is wrong', () => {
  test.each([
    { name: 'KOI8-R said to be windows-1251', language: 'ru', charset: 'koi8-r', said: 'windows-1251' },
    { name: 'windows-1251 said to be KOI8-R', language: 'ru', charset: 'windows-1251', said: 'koi8-r' },
    {
      name: 'windows-1251 said to be ISO 8859-1',
      language: 'ru',
      charset: 'windows-1251',
      said: 'iso-8859-1',
    },
    { name: 'KOI8-U said to be ISO 8859-1', language: 'uk', charset: 'koi8-u', said: 'iso-8859-1' },
    {
      name: 'windows-1256 said to be windows-1252',
      language: 'ar',
      charset: 'windows-1256',
      said: 'windows-1252',
    },
    { name: 'GBK said to be ISO 8859-1', language: 'zh', charset: 'gbk', said: 'iso-8859-1' },
    { name: 'Shift_JIS said to be ISO 8859-1', language: 'ja', charset: 'shift_jis', said: 'iso-8859-1' },
    { name: 'EUC-KR said to be ISO 8859-1', language: 'ko', charset: 'euc-kr', said: 'iso-8859-1' },
    { name: 'ISO 8859-7 said to be ISO 8859-1', language: 'el', charset: 'iso-8859-7', said: 'iso-8859-1' },
    { name: 'windows-1250 said to be nonsense', language: 'cs', charset: 'windows-1250', said: 'x-no-such' },
  ] as const)('$name', ({ language, charset, said }) => {
    const page = pageIn(language, said)

    expect(read(encodeText(page, charset))).toBe(page)
  })

  test.each(['win-1251', 'cp-1251', 'windows1251', 'CP1251', 'WIN1251'])('%s is known', said => {
    const page = pageIn('ru')

    expect(read(encodeText(page, 'windows-1251'), `text/html; charset=${said}`)).toBe(page)
  })
})

describe('text that was encoded twice', () => {
  const twice = (text: string, charset: string) =>
    new TextEncoder().encode(new TextDecoder(charset).decode(new TextEncoder().encode(text)))

  test.each([
    { language: 'ru', by: 'windows-1252' },
    { language: 'ru', by: 'windows-1251' },
    { language: 'uk', by: 'windows-1251' },
    { language: 'fa', by: 'windows-1252' },
    { language: 'zh', by: 'windows-1252' },
    { language: 'fr', by: 'windows-1252' },
  ] as const)('$language by way of $by is given as it was meant', ({ language, by }) => {
    const page = pageIn(language)

    expect(read(twice(page, by))).toBe(page)
  })

  test('is mended beside text that was not', () => {
    const broken = new TextDecoder('windows-1252').decode(
      new TextEncoder().encode('Свобода слова — право каждого'),
    )

    expect(read(new TextEncoder().encode(`<nav>Новости</nav><p>${broken}</p>`))).toBe(
      '<nav>Новости</nav><p>Свобода слова — право каждого</p>',
    )
  })

  test.each(['ru', 'uk', 'fa', 'ar', 'zh', 'ja', 'ko', 'pl', 'cs', 'el', 'tr', 'he', 'th', 'fr'] as const)(
    'is not seen in a page of %s',
    language => {
      const page = pageIn(language)

      expect(read(new TextEncoder().encode(page))).toBe(page)
    },
  )

  test('is not seen in an article about it', () => {
    const page = '<p>Wer „Ã¼“ statt „ü“ sieht, hat ein Problem: Müller, Größe, Bäume und Österreich.</p>'

    expect(read(new TextEncoder().encode(page))).toBe(page)
  })
})

test.each(charsets)(
  'a feed of $language in $charset is read without a word about it',
  ({ charset, language }) => {
    const [, title = ''] = /<title>(.*)<\/title>/.exec(pageIn(language)) ?? []
    const [, text = ''] = /<p[^>]*>(.*)<\/p>/.exec(pageIn(language)) ?? []
    const feed = `<rss><channel><item><title>${title}</title><description>${text}</description></item></channel></rss>`

    const { entries } = parseFeed({ body: encodeText(feed, charset), contentType: 'text/xml', url: null })

    expect(entries).toMatchObject([{ title, summary: text }])
  },
)
