import { describe, expect, test } from 'vitest'
import type { RawPage } from '../../src/core/article/make-article.ts'
import type { Extractor } from '../../src/ports/extractor.ts'

const paragraph = 'The ministry said that the rules would come into force next spring, after long talks.'

/** A page whose article is called `title`. */
export function rawPage(title: string, changes: Partial<RawPage> = {}): RawPage {
  return {
    kind: 'page',
    body: `<!doctype html><html lang="en"><title>${title}</title><article><h1>${title}</h1>${`<p>${paragraph}</p>`.repeat(6)}</article>`,
    contentType: 'text/html; charset=utf-8',
    url: 'https://news.example/a/1',
    rules: {},
    entry: null,
    source: { id: 'news', name: 'News', language: 'en', topics: ['world'] },
    capturedAtMs: 1,
    ...changes,
  }
}

/** What every Extractor does. */
export function extractorContract(name: string, open: () => Extractor): void {
  describe(`the ${name} extractor`, () => {
    test('makes an article of a page, from text and from bytes alike', async () => {
      const extractor = open()
      const page = rawPage('Заголовок')
      const [text, bytes] = await Promise.all([
        extractor.extract(page),
        extractor.extract({ ...page, body: new TextEncoder().encode(String(page.body)) }),
      ])
      await extractor.close()

      expect(text.article).toMatchObject({ title: 'Заголовок', sourceId: 'news', topics: ['world'] })
      expect(text.article.text.split('\n\n')).toHaveLength(6)
      expect(bytes).toEqual(text)
    })

    test("makes an article of an entry's own text", async () => {
      const extractor = open()
      const { source } = rawPage('')
      const entry = {
        id: 'urn:1',
        url: 'https://news.example/1',
        title: 'An entry',
        publishedMs: 5,
        updatedMs: null,
        authors: [],
        categories: [],
        summary: null,
        content: `<p>${paragraph}</p>`.repeat(9),
      }
      const { article } = await extractor.extract({ kind: 'entry', entry, source, capturedAtMs: 1 })
      await extractor.close()

      expect(article).toMatchObject({ title: 'An entry', publishedMs: 5, provenance: { method: 'feed' } })
    })

    test('gives each caller its own article, many at a time', async () => {
      const extractor = open()
      const titles = Array.from({ length: 20 }, (_, n) => `Article number ${n}`)
      const made = await Promise.all(titles.map(title => extractor.extract(rawPage(title))))
      await extractor.close()

      expect(made.map(({ article }) => article.title)).toEqual(titles)
    })

    test('says what is wrong with a page that holds no article, and goes on', async () => {
      const extractor = open()
      const failure = extractor.extract(rawPage('', { body: '<p></p>' }))

      await expect(failure).rejects.toMatchObject({
        name: 'AppError',
        kind: 'article-unreadable',
        next: expect.any(String),
      })
      expect((await extractor.extract(rawPage('Next'))).article.title).toBe('Next')
      await extractor.close()
    })

    test('takes nothing more once it is closed', async () => {
      const extractor = open()
      await extractor.close()

      await expect(extractor.extract(rawPage('Late'))).rejects.toMatchObject({ kind: 'interrupted' })
    })
  })
}
