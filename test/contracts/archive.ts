import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Article } from '../../src/core/article/article.ts'
import type { RuleDefinition } from '../../src/core/feed/edition-rule.ts'
import { readQuery } from '../../src/core/search/words.ts'
import type { Archive } from '../../src/ports/archive.ts'
import { sampleArticle, sampleEntry, sampleNowMs } from '../support/sample-article.ts'

const nowMs = sampleNowMs
const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const by = { actor: 'anna', nowMs }

/** What every archive keeps to. `open` gives an empty one. */
export function archiveContract(name: string, open: () => Promise<Archive>): void {
  describe(`${name} keeps the contract of an archive:`, () => {
    let archive: Archive
    beforeEach(async () => {
      archive = await open()
    })
    afterEach(() => archive.close())

    async function putAll(...articles: Article[]): Promise<string[]> {
      const ids: string[] = []
      for (const article of articles) ids.push((await archive.put(article, { nowMs })).id)
      return ids
    }

    describe('searching', () => {
      const titles = async (query: string, limit = 10) =>
        (await archive.search(readQuery(query), limit)).map(article => article.title)

      test('finds words of title and text in any script, the newest first, as many as are wanted', async () => {
        await putAll(
          sampleArticle(3, { title: 'Журналистов задержали', text: 'В Минске.' }),
          sampleArticle(2, { title: '记者被捕', text: '一名记者在北京被捕。' }),
          sampleArticle(1, { title: 'Суд', text: 'Журналист в суде.' }),
        )

        expect(await titles('журналист')).toEqual(['Суд', 'Журналистов задержали'])
        expect(await titles('журналист минск')).toEqual(['Журналистов задержали'])
        expect(await titles('北京')).toEqual(['记者被捕'])
        expect(await titles('журналист', 1)).toEqual(['Суд'])
        expect(await titles('"*')).toEqual([])
        expect(await titles('нет')).toEqual([])
      })

      test('finds what an article says now, and nothing of it once it is withdrawn', async () => {
        const [id = ''] = await putAll(sampleArticle(1, { title: 'Первое', text: 'старое' }))
        await putAll(sampleArticle(1, { title: 'Первое', text: 'новое' }))

        expect(await titles('старое')).toEqual([])
        expect(await titles('новое')).toEqual(['Первое'])
        await archive.withdraw(id, { reason: null, actor: 'operator', nowMs })
        expect(await titles('новое')).toEqual([])
        expect(await titles('первое')).toEqual([])
      })
    })

    describe('locating', () => {
      test('tells which addresses are of articles that it has, withdrawn ones too', async () => {
        const [one = '', two = ''] = await putAll(sampleArticle(1), sampleArticle(2))
        await archive.withdraw(two, { reason: null, actor: 'operator', nowMs })

        const keys = [
          'https://news.example/world/1',
          'https://news.example/world/2',
          'https://news.example/3',
        ]
        expect(await archive.locate(keys)).toEqual(
          new Map([
            ['https://news.example/world/1', { id: one, archivedAtMs: nowMs }],
            ['https://news.example/world/2', { id: two, archivedAtMs: nowMs }],
          ]),
        )
        expect(await archive.locate([])).toEqual(new Map())
      })
    })

    describe('putting', () => {
      test('a new article comes back with everything it had, letter for letter', async () => {
        const article = sampleArticle(1)

        const outcome = await archive.put(article, { nowMs })

        const { identity, ...rest } = article
        expect(outcome).toEqual({ status: 'new', id: identity.articleId })
        expect(await archive.find(outcome.id)).toEqual({
          ...rest,
          id: identity.articleId,
          entryId: identity.entryId,
          revision: 1,
          updatedMs: article.publishedMs,
          archivedAtMs: nowMs,
          madeBy: 'upstream',
          revisedAtMs: nowMs,
          sourceIds: ['example'],
          waitingRevision: null,
          vanishedAtMs: null,
          pinned: false,
          withdrawn: null,
        })
      })

      test('an id that no article has finds nothing', async () => {
        expect(await archive.find('000000000000')).toBeNull()
      })

      test('the same text again is unchanged and raises no version', async () => {
        const [id] = await putAll(sampleArticle(1))
        const version = await archive.version()

        const outcome = await archive.put(sampleArticle(1), { nowMs: nowMs + dayMs })

        expect(outcome).toEqual({ status: 'unchanged', id })
        expect(await archive.version()).toBe(version)
        expect(await archive.find(outcome.id)).toMatchObject({
          revision: 1,
          updatedMs: sampleArticle(1).publishedMs,
        })
      })

      test('the same text from another source stands in its editions too, once, under the same id', async () => {
        const [id = ''] = await putAll(sampleArticle(1))
        const version = await archive.version()
        const again = sampleArticle(1, { sourceId: 'other', topics: ['world', 'press'] })

        const first = await archive.put(again, { nowMs })
        const raised = await archive.version()
        const second = await archive.put(again, { nowMs })

        expect([first, second]).toEqual(Array(2).fill({ status: 'unchanged', id }))
        for (const slug of ['source-example', 'source-other', 'topic-press', 'all']) {
          expect((await archive.range(slug, 1, 9)).map(article => article.id)).toEqual([id])
        }
        expect(raised).toBeGreaterThan(version)
        expect(await archive.version()).toBe(raised)
        expect(await archive.find(id)).toMatchObject({ sourceId: 'example', revision: 1 })
      })

      test('another text is a revision: ids, publishing date and place stay', async () => {
        const [id] = await putAll(sampleArticle(1), sampleArticle(2))
        const text = 'Исправленный текст'
        const revised = sampleArticle(1, { text, publishedMs: nowMs - minuteMs })

        const outcome = await archive.put(revised, { nowMs: nowMs + minuteMs })

        expect(outcome).toEqual({ status: 'revised', id })
        expect(await archive.find(outcome.id)).toMatchObject({
          entryId: revised.identity.entryId,
          revision: 2,
          text,
          publishedMs: sampleArticle(1).publishedMs,
          archivedAtMs: nowMs,
          updatedMs: nowMs + minuteMs,
        })
        expect((await archive.range('all', 1, 1))[0]?.text).toBe(text)
        expect((await archive.edition('all'))?.count).toBe(2)
      })

      test('a text that goes back to what it was is a revision too', async () => {
        await putAll(sampleArticle(1), sampleArticle(1, { text: 'другой' }))

        expect(await archive.put(sampleArticle(1), { nowMs })).toMatchObject({ status: 'revised' })
      })

      test('an article that changed its address is known by its weaker key', async () => {
        const [id] = await putAll(sampleArticle(1))
        const { identity, ...moved } = sampleArticle(1)
        const movedIdentity = {
          ...identity,
          keys: ['url:https://news.example/moved', ...identity.keys.slice(1)],
          articleId: 'another00000',
          entryId: 'another',
        }

        const outcome = await archive.put({ ...moved, identity: movedIdentity }, { nowMs })

        expect(outcome).toEqual({ status: 'unchanged', id })
      })

      test('a key learned from an unchanged article leads to it later', async () => {
        const [id] = await putAll(sampleArticle(1))
        const { identity, ...article } = sampleArticle(1)
        const learned = 'url:https://news.example/moved'
        await putAll({ ...article, identity: { ...identity, keys: [...identity.keys, learned] } })

        const outcome = await archive.put(
          { ...article, identity: { ...identity, keys: [learned] } },
          { nowMs },
        )

        expect(outcome).toEqual({ status: 'unchanged', id })
      })

      test('the strongest key wins where two lead to different articles', async () => {
        const [first, second] = await putAll(sampleArticle(1), sampleArticle(2))
        const keysOf = (n: number) => sampleArticle(n).identity.keys
        const withKeys = (keys: string[]) => {
          const { identity, ...article } = sampleArticle(1, { text: keys.join() })
          return { ...article, identity: { ...identity, keys } }
        }

        const ofFirst = await archive.put(withKeys([...keysOf(1), ...keysOf(2)]), { nowMs })
        const ofSecond = await archive.put(withKeys([...keysOf(2), ...keysOf(1)]), { nowMs })

        expect([ofFirst.id, ofSecond.id]).toEqual([first, second])
      })

      test('an entry id that another article has gives way to the fallback', async () => {
        const taken = sampleArticle(1)
        const { identity, ...article } = sampleArticle(2)
        await putAll(taken)

        const [id = ''] = await putAll({
          ...article,
          identity: { ...identity, entryId: taken.identity.entryId },
        })

        expect((await archive.find(id))?.entryId).toBe(identity.fallbackEntryId)
        expect((await archive.find(taken.identity.articleId))?.entryId).toBe(taken.identity.entryId)
      })

      test('three articles under one entry id and one fallback all find a place', async () => {
        const { entryId, fallbackEntryId } = sampleArticle(1).identity
        const ids = await putAll(
          ...[1, 2, 3].map(n => {
            const { identity, ...article } = sampleArticle(n)
            return { ...article, identity: { ...identity, entryId, fallbackEntryId } }
          }),
        )

        const entryIds = await Promise.all(ids.map(async id => (await archive.find(id))?.entryId))

        expect(new Set(entryIds).size).toBe(3)
        expect(entryIds[2]).toMatch(/^urn:uuid:/)
      })

      test('an article id that another article has gives way to one of the same form', async () => {
        const { articleId } = sampleArticle(1).identity
        const { identity, ...article } = sampleArticle(2)

        const [first, second] = await putAll(sampleArticle(1), {
          ...article,
          identity: { ...identity, articleId },
        })

        expect(first).toBe(articleId)
        expect(second).not.toBe(articleId)
        expect(second).toMatch(/^[0-9a-hjkmnp-tv-z]{12}$/)
      })

      test('the same article put many times at once is archived once', async () => {
        const outcomes = await Promise.all(
          Array.from({ length: 6 }, () => archive.put(sampleArticle(1), { entry: sampleEntry(1), nowMs })),
        )

        expect(outcomes.filter(({ status }) => status === 'new')).toHaveLength(1)
        expect(outcomes.filter(({ status }) => status === 'unchanged')).toHaveLength(5)
        expect((await archive.edition('all'))?.count).toBe(1)
      })

      test('different articles put at once take positions without gaps', async () => {
        await Promise.all([1, 2, 3, 4, 5].map(n => archive.put(sampleArticle(n), { nowMs })))

        expect((await archive.edition('all'))?.count).toBe(5)
        expect(new Set((await archive.range('all', 1, 5)).map(({ id }) => id)).size).toBe(5)
      })

      test('a long text with many tags survives', async () => {
        const text = 'ж'.repeat(200_000)
        const tags = Array.from({ length: 300 }, (_, n) => `тег ${n}`)
        const [id = ''] = await putAll(sampleArticle(1, { text, tags }))

        const found = await archive.find(id)

        expect(found?.text === text).toBe(true)
        expect(found?.tags).toEqual(tags)
      })
    })

    describe('dating', () => {
      test.each([
        { name: 'upstream’s date', publishedMs: nowMs - 7 * dayMs, want: nowMs - 7 * dayMs },
        { name: 'upstream’s date up to a day ahead', publishedMs: nowMs + dayMs, want: nowMs + dayMs },
        { name: 'now for a date further ahead', publishedMs: nowMs + dayMs + 1, want: nowMs },
        { name: 'now where upstream says nothing', publishedMs: null, want: nowMs },
      ])('the publishing date is $name', async ({ publishedMs, want }) => {
        const [id = ''] = await putAll(sampleArticle(1, { publishedMs }))

        expect((await archive.find(id))?.publishedMs).toBe(want)
      })

      test.each([
        { name: 'upstream’s where it lies between', modifiedMs: nowMs + minuteMs, want: nowMs + minuteMs },
        { name: 'now where upstream’s is older', modifiedMs: nowMs - minuteMs, want: nowMs + dayMs },
        { name: 'now where upstream’s lies ahead', modifiedMs: nowMs + 2 * dayMs, want: nowMs + dayMs },
        { name: 'now where upstream says nothing', modifiedMs: null, want: nowMs + dayMs },
      ])('the date of a revision is $name', async ({ modifiedMs, want }) => {
        const [id = ''] = await putAll(sampleArticle(1))

        await archive.put(sampleArticle(1, { text: 'новый', modifiedMs }), { nowMs: nowMs + dayMs })

        expect((await archive.find(id))?.updatedMs).toBe(want)
      })

      test('the first revision has upstream’s modification date if it follows the publishing date', async () => {
        const [id = ''] = await putAll(sampleArticle(5, { modifiedMs: nowMs - minuteMs }))

        expect((await archive.find(id))?.updatedMs).toBe(nowMs - minuteMs)
      })
    })

    describe('editions', () => {
      test('an article enters those of all, its source, its language and its topics', async () => {
        await putAll(sampleArticle(1, { language: 'be-Latn', topics: ['world', 'press', 'world'] }))

        const editions = await archive.editions()

        expect(editions.map(({ slug, count }) => `${slug} ${count}`)).toEqual([
          'all 1',
          'lang-be 1',
          'source-example 1',
          'topic-press 1',
          'topic-world 1',
        ])
      })

      test('positions count from 1 in the order of archiving, and a range takes both ends', async () => {
        const ids = await putAll(...[5, 3, 9, 1].map(n => sampleArticle(n)))

        expect((await archive.range('all', 1, 4)).map(({ id }) => id)).toEqual(ids)
        expect((await archive.range('all', 2, 3)).map(({ id }) => id)).toEqual(ids.slice(1, 3))
        expect(await archive.range('all', 5, 9)).toEqual([])
        expect(await archive.range('nothing', 1, 4)).toEqual([])
      })

      test('a revision may add an edition and leaves none', async () => {
        const [id] = await putAll(sampleArticle(1), sampleArticle(2))

        await archive.put(sampleArticle(1, { text: 'English', language: 'en' }), { nowMs })

        expect((await archive.range('lang-en', 1, 9)).map(article => article.id)).toEqual([id])
        expect((await archive.range('lang-ru', 1, 1)).map(article => article.id)).toEqual([id])
        expect((await archive.edition('lang-ru'))?.count).toBe(2)
      })

      test('the newest come by publishing date, then by position, newest first', async () => {
        const same = nowMs - 3 * dayMs
        const [old, early, late, fresh] = await putAll(
          sampleArticle(100),
          sampleArticle(1, { publishedMs: same }),
          sampleArticle(2, { publishedMs: same }),
          sampleArticle(3),
        )

        expect((await archive.newest('all', 9)).map(({ id }) => id)).toEqual([fresh, late, early, old])
        expect((await archive.newest('all', 2, 1)).map(({ id }) => id)).toEqual([late, early])
        expect(await archive.newest('nothing', 2)).toEqual([])
      })

      test('an edition’s version is the archive’s when something in it last changed', async () => {
        await putAll(sampleArticle(1, { sourceId: 'one' }), sampleArticle(2, { sourceId: 'two' }))
        const [one, two] = [await archive.edition('source-one'), await archive.edition('source-two')]

        await archive.put(sampleArticle(1, { sourceId: 'one', text: 'новый' }), { nowMs })

        const version = await archive.version()
        expect(version).toBeGreaterThan(two?.version ?? Number.NaN)
        expect(one?.version).toBeLessThan(two?.version ?? Number.NaN)
        expect((await archive.edition('source-one'))?.version).toBe(version)
        expect((await archive.edition('all'))?.version).toBe(version)
        expect(await archive.edition('source-two')).toEqual(two)
      })

      test('there is none before anything is in it', async () => {
        expect(await archive.editions()).toEqual([])
        expect(await archive.edition('all')).toBeNull()
        expect(await archive.version()).toBe(0)
      })
    })

    describe('editions by rules', () => {
      const rule = (changes: Partial<RuleDefinition> = {}): RuleDefinition => {
        const nothing = { sources: [], topics: [], languages: [], include: [], exclude: [] }
        return { id: 'minsk', ...nothing, ...changes }
      }
      const minsk = (n: number, changes: Partial<Article> = {}) =>
        sampleArticle(n, { text: `В Минске, ${n}.`, ...changes })
      const words = rule({ include: ['Минске'] })
      const held = async (slug = 'minsk') => (await archive.range(slug, 1, 99)).map(({ id }) => id)

      test('one that is defined is there before anything is in it, and takes what fits from then on', async () => {
        expect(await archive.defineEditions([words], nowMs)).toEqual({ rebuilt: ['minsk'], dropped: [] })
        expect(await archive.edition('minsk')).toMatchObject({ slug: 'minsk', count: 0, definedAtMs: nowMs })

        const [a, , c] = await putAll(minsk(1), sampleArticle(2), minsk(3))

        expect(await held()).toEqual([a, c])
        expect((await archive.edition('minsk'))?.count).toBe(2)
        expect((await archive.edition('all'))?.definedAtMs).toBeNull()
        expect(await archive.faults()).toEqual([])
      })

      test('one that is defined late takes what is there, in the order of archiving, without gaps', async () => {
        const [a, , c] = await putAll(minsk(5), sampleArticle(2), minsk(3))

        await archive.defineEditions([words], nowMs)
        const [d] = await putAll(minsk(9))

        expect(await held()).toEqual([a, c, d])
        expect((await archive.newest('minsk', 9)).map(({ id }) => id)).toEqual([c, a, d])
        expect(await archive.faults()).toEqual([])
      })

      test('more articles than are read at once are all decided on', async () => {
        const every = Array.from({ length: 205 }, (_, n) => minsk(n + 1))
        const ids = await putAll(...every)

        await archive.defineEditions([words], nowMs)

        expect((await archive.range('minsk', 1, 300)).map(({ id }) => id)).toEqual(ids)
      })

      test('the same definition again changes nothing, in whatever order it is written', async () => {
        const two = rule({ include: ['Минске', 'Гродно'], topics: ['world', 'press'] })
        await putAll(minsk(1))
        await archive.defineEditions([two], nowMs)
        const before = [await archive.version(), await archive.edition('minsk')]

        const again = rule({ include: ['Гродно', 'Минске'], topics: ['press', 'world'] })
        expect(await archive.defineEditions([again], nowMs + 1)).toEqual({ rebuilt: [], dropped: [] })

        expect([await archive.version(), await archive.edition('minsk')]).toEqual(before)
      })

      test('another definition makes it anew, with a version and a date of its own, and touches no other', async () => {
        const other = rule({ id: 'english', languages: ['en'] })
        const [a, b] = await putAll(minsk(1, { topics: [] }), minsk(2), sampleArticle(3, { language: 'en' }))
        await archive.defineEditions([words, other], nowMs)
        const english = await archive.edition('english')
        expect(await held()).toEqual([a, b])

        const narrower = rule({ include: ['Минске'], topics: ['world'] })
        expect(await archive.defineEditions([narrower, other], nowMs + 5)).toEqual({
          rebuilt: ['minsk'],
          dropped: [],
        })

        expect(await held()).toEqual([b])
        expect(await archive.edition('minsk')).toEqual({
          slug: 'minsk',
          count: 1,
          version: await archive.version(),
          definedAtMs: nowMs + 5,
        })
        expect(await archive.edition('english')).toEqual(english)
      })

      test('one that is given up is gone, and its articles are where they were', async () => {
        await putAll(minsk(1))
        await archive.defineEditions([words], nowMs)
        const before = await archive.version()

        expect(await archive.defineEditions([], nowMs)).toEqual({ rebuilt: [], dropped: ['minsk'] })

        expect(await archive.edition('minsk')).toBeNull()
        expect(await held()).toEqual([])
        expect(await archive.version()).toBeGreaterThan(before)
        await putAll(minsk(2))
        expect(await held()).toEqual([])
        expect((await archive.edition('all'))?.count).toBe(2)
      })

      test('a revision may bring an article in, at the end, and takes none out', async () => {
        await archive.defineEditions([words], nowMs)
        const [a, b] = await putAll(sampleArticle(1), minsk(2))

        await archive.put(minsk(1), { nowMs })
        await archive.put(minsk(2, { text: 'Больше нет.' }), { nowMs })

        expect(await held()).toEqual([b, a])
      })

      test('the operator’s own words bring an article in too', async () => {
        await archive.defineEditions([words], nowMs)
        const [id = ''] = await putAll(sampleArticle(1))
        const { title, summary, html } = sampleArticle(1)
        const correction = { title, summary, html, text: 'В Минске.', corrections: [], contentHash: 'c' }

        await archive.correct(id, correction, by)

        expect(await held()).toEqual([id])
      })

      test('a second source that announces an article brings it into the edition of its own', async () => {
        await archive.defineEditions([rule({ sources: ['second'] })], nowMs)
        const [id] = await putAll(sampleArticle(1))
        expect(await held()).toEqual([])

        await archive.put(sampleArticle(1, { sourceId: 'second' }), { nowMs })
        expect(await held()).toEqual([id])

        await archive.defineEditions([rule({ sources: ['second'], languages: ['ru'] })], nowMs)
        expect(await held()).toEqual([id])
      })

      test('a withdrawn article keeps its place through a new definition, and comes into no edition', async () => {
        const [id = ''] = await putAll(minsk(1), minsk(2))
        await archive.defineEditions([words], nowMs)
        await archive.withdraw(id, { reason: null, ...by })
        const without = rule({ id: 'without', exclude: ['футбол'] })

        await archive.defineEditions([rule({ include: ['Минске'], languages: ['ru'] }), without], nowMs)

        expect(await held()).toContain(id)
        expect(await held('without')).not.toContain(id)
      })

      test('what is put while editions are defined is lost to none of them', async () => {
        const early = await putAll(...[1, 2, 3].map(n => minsk(n)))

        const [late] = await Promise.all([
          putAll(...[4, 5, 6].map(n => minsk(n))),
          archive.defineEditions([words], nowMs),
        ])

        expect(await held()).toEqual([...early, ...late])
        expect(await archive.faults()).toEqual([])
      })
    })

    describe('entries', () => {
      const entries = [1, 2, 3].map(n => sampleEntry(n))

      test('those of a new source are all unknown, in the order given', async () => {
        expect(await archive.withoutKnown('example', entries)).toEqual(entries)
        expect(await archive.withoutKnown('example', [])).toEqual([])
      })

      test('one that was archived is known, until it says something else, and to its own source only', async () => {
        await archive.put(sampleArticle(2), { entry: sampleEntry(2), nowMs })

        const changed = [sampleEntry(1), sampleEntry(2, 'b')]
        expect(await archive.withoutKnown('example', entries)).toEqual([entries[0], entries[2]])
        expect(await archive.withoutKnown('example', changed)).toEqual(changed)
        expect(await archive.withoutKnown('other', entries)).toEqual(entries)
      })

      test('an unchanged article settles its entry too', async () => {
        await putAll(sampleArticle(1))

        await archive.put(sampleArticle(1), { entry: sampleEntry(1, 'b'), nowMs })

        expect(await archive.withoutKnown('example', [sampleEntry(1, 'b')])).toEqual([])
      })

      test('more of them than a query has parameters are told apart', async () => {
        const many = Array.from({ length: 500 }, (_, n) => sampleEntry(n))
        await archive.settle('example', sampleEntry(250), nowMs)

        expect(await archive.withoutKnown('example', many)).toHaveLength(499)
      })

      test('a postponed one comes when its time has come, with its attempts counted', async () => {
        await archive.postpone('example', sampleEntry(1), nowMs + minuteMs)
        await archive.postpone('example', sampleEntry(1), nowMs + dayMs)
        await archive.postpone('example', sampleEntry(2), nowMs)
        await archive.postpone('other', sampleEntry(3), nowMs)

        expect(await archive.pending('example', nowMs)).toEqual([
          { ...sampleEntry(2), attempts: 1, retryAtMs: nowMs },
        ])
        expect(await archive.pending('example', nowMs + dayMs)).toEqual([
          { ...sampleEntry(2), attempts: 1, retryAtMs: nowMs },
          { ...sampleEntry(1), attempts: 2, retryAtMs: nowMs + dayMs },
        ])
      })

      test('a postponed one is not new, until it says something else', async () => {
        await archive.postpone('example', sampleEntry(1), nowMs + minuteMs)

        const given = [sampleEntry(1), sampleEntry(2)]
        expect(await archive.withoutKnown('example', given)).toEqual([sampleEntry(2)])
        expect(await archive.withoutKnown('example', [sampleEntry(1, 'b')])).toEqual([sampleEntry(1, 'b')])
      })

      test('a settled one is pending no more and known', async () => {
        await archive.postpone('example', sampleEntry(1), nowMs)

        await archive.settle('example', sampleEntry(1), nowMs)

        expect(await archive.pending('example', nowMs)).toEqual([])
        expect(await archive.withoutKnown('example', [sampleEntry(1)])).toEqual([])
      })

      test('reserved ones are known, and pending only once their time has come, without an attempt', async () => {
        await archive.reserve('example', entries, nowMs + minuteMs)
        await archive.postpone('example', sampleEntry(2), nowMs)
        await archive.reserve('example', [sampleEntry(2, 'b')], nowMs + dayMs)

        expect(await archive.withoutKnown('example', [sampleEntry(1), sampleEntry(2, 'b')])).toEqual([])
        expect(await archive.pending('example', nowMs)).toEqual([])
        expect(await archive.pending('example', nowMs + dayMs)).toEqual([
          { ...sampleEntry(1), attempts: 0, retryAtMs: nowMs + minuteMs },
          { ...sampleEntry(3), attempts: 0, retryAtMs: nowMs + minuteMs },
          { ...sampleEntry(2, 'b'), attempts: 1, retryAtMs: nowMs + dayMs },
        ])
      })

      test('those that still wait are found by their keys, in the order of the keys', async () => {
        const many = Array.from({ length: 50 }, (_, n) => sampleEntry(n))
        await archive.reserve('example', many, nowMs + minuteMs)
        await archive.settle('example', sampleEntry(7), nowMs)

        const found = await archive.waiting('example', ['p=9', 'p=7', 'p=1', 'p=nothing'])
        expect(found).toEqual([
          { ...sampleEntry(9), attempts: 0, retryAtMs: nowMs + minuteMs },
          { ...sampleEntry(1), attempts: 0, retryAtMs: nowMs + minuteMs },
        ])
        expect(await archive.waiting('other', ['p=9'])).toEqual([])
      })

      test('archiving its article ends its waiting', async () => {
        await archive.postpone('example', sampleEntry(1), nowMs)

        await archive.put(sampleArticle(1), { entry: sampleEntry(1), nowMs })

        expect(await archive.pending('example', nowMs)).toEqual([])
      })
    })

    describe('withdrawing', () => {
      const withdrawal = { reason: 'по просьбе автора', actor: 'anna', nowMs: nowMs + minuteMs }

      test('takes the text away and keeps ids, title, notices and place', async () => {
        const [first, id = ''] = await putAll(sampleArticle(1), sampleArticle(2), sampleArticle(3))

        expect(await archive.withdraw(id, withdrawal)).toBe(true)

        const { identity, title, notices, byline } = sampleArticle(2)
        expect(await archive.find(id)).toMatchObject({
          id,
          entryId: identity.entryId,
          title,
          byline,
          notices,
          summary: '',
          html: '',
          text: '',
          figures: [],
          corrections: [],
          contentHash: '',
          revision: 1,
          withdrawn: { atMs: withdrawal.nowMs, reason: withdrawal.reason },
        })
        expect((await archive.range('all', 1, 2)).map(article => article.id)).toEqual([first, id])
        expect((await archive.newest('all', 9)).map(article => article.id)).not.toContain(id)
        expect(await archive.newest('all', 9)).toHaveLength(2)
        expect((await archive.edition('all'))?.count).toBe(3)
      })

      test('is not undone by the same or another text', async () => {
        const [id = ''] = await putAll(sampleArticle(1))
        await archive.withdraw(id, withdrawal)
        const version = await archive.version()

        const same = await archive.put(sampleArticle(1), { entry: sampleEntry(1), nowMs })
        const other = await archive.put(sampleArticle(1, { text: 'новый' }), { nowMs })

        expect([same, other]).toEqual(Array(2).fill({ status: 'unchanged', id }))
        expect(await archive.find(id)).toMatchObject({ text: '', html: '' })
        expect(await archive.version()).toBe(version)
        expect(await archive.withoutKnown('example', [sampleEntry(1)])).toEqual([])
      })

      test('raises the versions once, and a second time changes nothing', async () => {
        const [id = ''] = await putAll(sampleArticle(1))
        const before = await archive.version()

        await archive.withdraw(id, withdrawal)
        const after = await archive.version()
        await archive.withdraw(id, { ...by, reason: 'other', nowMs: nowMs + dayMs })

        expect(after).toBeGreaterThan(before)
        expect(await archive.version()).toBe(after)
        expect((await archive.edition('topic-world'))?.version).toBe(after)
        expect((await archive.find(id))?.withdrawn?.reason).toBe(withdrawal.reason)
      })

      test('says when there is no such article', async () => {
        expect(await archive.withdraw('000000000000', withdrawal)).toBe(false)
        expect(await archive.version()).toBe(0)
      })
    })

    test('what was put, revised and withdrawn leaves it without a fault', async () => {
      const [id = ''] = await putAll(sampleArticle(1), sampleArticle(2), sampleArticle(1, { text: 'новый' }))
      await archive.withdraw(id, { ...by, reason: null })

      expect(await archive.faults()).toEqual([])
    })

    describe('pinning', () => {
      test('is kept over a revision, and let go again', async () => {
        const [id = ''] = await putAll(sampleArticle(1))

        expect(await archive.pin(id, true, by)).toBe(true)
        await archive.put(sampleArticle(1, { text: 'новый' }), { nowMs })
        const pinned = (await archive.find(id))?.pinned
        await archive.pin(id, false, by)

        expect([pinned, (await archive.find(id))?.pinned]).toEqual([true, false])
      })

      test('raises the versions when it changes something', async () => {
        const [id = ''] = await putAll(sampleArticle(1))
        const before = await archive.version()

        await archive.pin(id, true, by)
        const after = await archive.version()
        await archive.pin(id, true, by)

        expect(after).toBeGreaterThan(before)
        expect(await archive.version()).toBe(after)
        expect((await archive.edition('all'))?.version).toBe(after)
      })

      test('says when there is no such article', async () => {
        expect(await archive.pin('000000000000', true, by)).toBe(false)
      })
    })
  })
}
