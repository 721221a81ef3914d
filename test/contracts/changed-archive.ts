import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { trustArchivedHtml } from '../../src/core/article/sanitize.ts'
import type { Archive } from '../../src/ports/archive.ts'
import type { AuditLog } from '../../src/ports/audit-log.ts'
import { sampleArticle, sampleEntry, sampleNowMs } from '../support/sample-article.ts'

const nowMs = sampleNowMs
const hourMs = 3_600_000
const by = { actor: 'anna', nowMs: nowMs + hourMs }
const correction = {
  title: 'Исправлено',
  summary: 'Коротко',
  html: trustArchivedHtml('<p>Верно.</p>'),
  text: 'Верно.',
  corrections: ['Имя реки'],
  contentHash: 'corrected',
}

/** What every archive and the audit log on it keep to when an operator or upstream changes what was archived. */
export function changedArchiveContract(
  name: string,
  open: () => Promise<{ archive: Archive; auditLog: AuditLog }>,
): void {
  describe(`${name} keeps the contract of a changed archive:`, () => {
    let archive: Archive
    let auditLog: AuditLog
    let id: string
    beforeEach(async () => {
      ;({ archive, auditLog } = await open())
      id = (await archive.put(sampleArticle(1), { entry: sampleEntry(1), nowMs })).id
    })
    afterEach(() => archive.close())

    const states = async (state: Parameters<Archive['listed']>[1]['state']) =>
      (await archive.listed('all', { limit: 9, ...(state && { state }) })).map(article => article.id)

    describe('a correction', () => {
      test('stands in place of the text, under the same ids, as a revision of the operator’s', async () => {
        const version = await archive.version()

        expect(await archive.correct(id, correction, by)).toBe(true)

        const { identity, byline } = sampleArticle(1)
        expect(await archive.find(id)).toMatchObject({
          ...correction,
          byline,
          entryId: identity.entryId,
          revision: 2,
          madeBy: 'operator',
          updatedMs: by.nowMs,
          revisedAtMs: by.nowMs,
          archivedAtMs: nowMs,
          waitingRevision: null,
        })
        expect(await archive.version()).toBeGreaterThan(version)
        expect((await archive.edition('all'))?.version).toBe(await archive.version())
        expect(await states('corrected')).toEqual([id])
      })

      test('stays when the same upstream text comes again', async () => {
        await archive.correct(id, correction, by)

        const outcome = await archive.put(sampleArticle(1), { entry: sampleEntry(1, 'b'), nowMs })

        expect(outcome).toEqual({ status: 'unchanged', id })
        expect(await archive.find(id)).toMatchObject({ text: 'Верно.', waitingRevision: null })
      })

      test('stays when upstream changes its text, which waits beside it until it is decided on', async () => {
        await archive.correct(id, correction, by)
        const version = await archive.version()

        const first = await archive.put(sampleArticle(1, { text: 'новый' }), { nowMs })
        const again = await archive.put(sampleArticle(1, { text: 'новый' }), { nowMs })
        const later = await archive.put(sampleArticle(1, { text: 'новее' }), { nowMs })

        expect([first, again, later].map(outcome => outcome.status)).toEqual(['held', 'unchanged', 'held'])
        expect(await archive.find(id)).toMatchObject({ text: 'Верно.', revision: 2, waitingRevision: 4 })
        expect(await archive.version()).toBe(version)
        expect(await states('conflicting')).toEqual([id])
      })

      test('gives way to the waiting text where that is accepted, and upstream is followed again', async () => {
        await archive.correct(id, correction, by)
        await archive.put(sampleArticle(1, { text: 'новый' }), { nowMs })

        expect(await archive.decide(id, 'upstream', by)).toBe(true)

        expect(await archive.find(id)).toMatchObject({
          text: 'новый',
          madeBy: 'upstream',
          waitingRevision: null,
        })
        const next = await archive.put(sampleArticle(1, { text: 'новее' }), { nowMs })
        expect(next.status).toBe('revised')
        expect(await archive.decide(id, 'upstream', by)).toBe(false)
      })

      test('stays for good where the waiting text is declined, and no reader sees a change', async () => {
        await archive.correct(id, correction, by)
        await archive.put(sampleArticle(1, { text: 'новый' }), { nowMs })
        const [version, before] = [await archive.version(), await archive.find(id)]

        expect(await archive.decide(id, 'operator', by)).toBe(true)

        expect(await archive.find(id)).toEqual({ ...before, revision: 4, waitingRevision: null })
        expect(await archive.version()).toBe(version)
        const same = await archive.put(sampleArticle(1, { text: 'новый' }), { nowMs })
        expect(same.status).toBe('unchanged')
      })

      test('keeps every text that the article had', async () => {
        await archive.correct(id, correction, by)
        await archive.put(sampleArticle(1, { text: 'новый' }), { nowMs })

        const revisions = await archive.revisions(id)

        expect(revisions.map(each => [each.revision, each.madeBy, each.text])).toEqual([
          [1, 'upstream', sampleArticle(1).text],
          [2, 'operator', 'Верно.'],
          [3, 'upstream', 'новый'],
        ])
        expect(await archive.revisions('000000000000')).toEqual([])
        expect(await archive.faults()).toEqual([])
      })

      test('is refused where there is no text: no such article, or a withdrawn one', async () => {
        await archive.withdraw(id, { ...by, reason: null })

        expect(await archive.correct(id, correction, by)).toBe(false)
        expect(await archive.correct('000000000000', correction, by)).toBe(false)
        expect(await archive.find(id)).toMatchObject({ text: '', waitingRevision: null })
      })

      test('goes with the rest when the article is withdrawn, waiting text and all', async () => {
        await archive.correct(id, correction, by)
        await archive.put(sampleArticle(1, { text: 'новый' }), { nowMs })

        await archive.withdraw(id, { ...by, reason: 'x' })

        expect((await archive.revisions(id)).map(each => each.text + each.html + each.summary)).toEqual([
          '',
          '',
          '',
        ])
        expect(await states('conflicting')).toEqual([])
        expect(await states('withdrawn')).toEqual([id])
      })
    })

    describe('a story that two sources announce', () => {
      const other = { sourceId: 'other', siteName: 'Other', tags: ['own'] }

      test('is one article with both, and no revision for what only names the source', async () => {
        const outcome = await archive.put({ ...sampleArticle(1, other), contentHash: 'another' }, { nowMs })

        expect(outcome).toEqual({ status: 'unchanged', id })
        expect(await archive.find(id)).toMatchObject({ sourceIds: ['example', 'other'], revision: 1 })
      })

      test.each([
        { name: 'another text', method: 'page' as const, text: 'новый', want: 'revised' },
        { name: 'a better text', method: 'rules' as const, text: sampleArticle(1).text, want: 'revised' },
        { name: 'only the summary', method: 'feed-summary' as const, text: 'кратко', want: 'unchanged' },
      ])('is $want by $name from the other one', async ({ method, text, want }) => {
        const article = sampleArticle(1, { ...other, text, contentHash: 'another' })
        const provenance = { ...article.provenance, method }

        expect((await archive.put({ ...article, provenance }, { nowMs })).status).toBe(want)
      })
    })

    describe('a page upstream', () => {
      const recent = { sinceMs: 0, limit: 9 }
      const due = async (atMs: number) =>
        (await archive.dueForRecheck('example', { ...recent, nowMs: atMs })).map(article => article.id)

      test('is looked at again after half a day, then ever more seldom, longest unseen first', async () => {
        const { id: later } = await archive.put(sampleArticle(2), { nowMs: nowMs + hourMs })

        expect(await due(nowMs + 11 * hourMs)).toEqual([])
        expect(await due(nowMs + 12 * hourMs)).toEqual([id])
        expect(await due(nowMs + 13 * hourMs)).toEqual([id, later])
        await archive.checked(id, { isGone: false, nowMs: nowMs + 48 * hourMs })
        expect(await due(nowMs + 90 * hourMs)).toEqual([later])
        expect(await due(nowMs + 96 * hourMs)).toEqual([later, id])
      })

      test('of an old, a withdrawn or another source’s article is not', async () => {
        const { id: withdrawn } = await archive.put(sampleArticle(2), { nowMs })
        await archive.withdraw(withdrawn, { ...by, reason: null })
        await archive.put(sampleArticle(3, { sourceId: 'other' }), { nowMs })

        const options = { nowMs: nowMs + 99 * hourMs, limit: 9 }
        const found = await archive.dueForRecheck('example', { ...options, sinceMs: nowMs - 2 * hourMs })
        const none = await archive.dueForRecheck('example', { ...options, sinceMs: nowMs })

        expect([found.map(article => article.id), none]).toEqual([[id], []])
      })

      test('that is gone flags its article from then on, and unflags it when it is back', async () => {
        const version = await archive.version()
        await archive.checked(id, { isGone: true, nowMs: nowMs + hourMs })
        await archive.checked(id, { isGone: true, nowMs: nowMs + 2 * hourMs })

        expect(await archive.find(id)).toMatchObject({
          vanishedAtMs: nowMs + hourMs,
          text: sampleArticle(1).text,
        })
        expect(await states('vanished')).toEqual([id])
        await archive.checked(id, { isGone: false, nowMs: nowMs + 3 * hourMs })
        expect(await states('vanished')).toEqual([])
        expect(await archive.version()).toBe(version)
      })
    })

    test('figures of a source tell its dates, how its texts were had, and what gave none', async () => {
      const { provenance } = sampleArticle(2)
      const fromFeed = { provenance: { ...provenance, method: 'feed-summary' as const } }
      const aliasOf = (n: number) => [`url:https://news.example/world/${n}`, `entry:example:p=${n}`]
      const put = (n: number, changes = {}) => {
        const { identity, ...article } = sampleArticle(n, changes)
        const keys = aliasOf(n)
        return archive.put({ ...article, identity: { ...identity, keys } }, { entry: sampleEntry(n), nowMs })
      }
      await put(2, fromFeed)
      await put(100)
      await archive.settle('example', sampleEntry(3), nowMs)
      await archive.settle('example', sampleEntry(4), nowMs - 99 * hourMs)
      await archive.settle('other', sampleEntry(5), nowMs)

      const ids = ['example', 'other', 'nobody']
      const figures = await archive.sourceFigures(ids, { sinceMs: nowMs - 50 * hourMs })

      const methods = { rules: 0, page: 0, feed: 0, 'feed-summary': 0 }
      expect(figures.get('other')).toEqual({ publishedMs: [], methods, textless: 1 })
      expect(figures.get('nobody')).toEqual({ publishedMs: [], methods, textless: 0 })
      expect(figures.get('example')).toEqual({
        publishedMs: [1, 2, 100].map(n => nowMs - n * hourMs),
        methods: { rules: 0, page: 1, feed: 0, 'feed-summary': 1 },
        // That of the first article, whose key here is another than its alias, and that of entry 3.
        textless: 2,
      })
    })

    test('a list has withdrawn articles too, newest first, and each state its own', async () => {
      const { id: second } = await archive.put(sampleArticle(2), { nowMs })
      await archive.withdraw(second, { ...by, reason: null })
      await archive.pin(id, true, by)
      await archive.put(sampleArticle(1, { text: 'новый' }), { nowMs })

      expect(await states(undefined)).toEqual([id, second])
      expect(await states('pinned')).toEqual([id])
      expect(await states('revised')).toEqual([id])
    })

    describe('the audit log', () => {
      test('has a line for each change by hand, latest first, and for nothing else', async () => {
        await archive.pin(id, true, by)
        await archive.pin(id, false, by)
        await archive.correct(id, correction, { ...by, actor: 'boris' })
        await archive.put(sampleArticle(1, { text: 'новый' }), { nowMs })
        await archive.decide(id, 'operator', by)
        await archive.decide(id, 'operator', by)
        await archive.withdraw(id, { ...by, reason: 'в опасности' })
        await archive.withdraw(id, { ...by, reason: 'again' })
        await archive.correct('000000000000', correction, by)

        const line = { atMs: by.nowMs, actor: 'anna', subject: id, detail: null }
        expect(await auditLog.list({ limit: 9 })).toEqual([
          { ...line, action: 'article-withdrawn', detail: 'в опасности' },
          { ...line, action: 'upstream-declined', detail: 'revision 3' },
          { ...line, action: 'article-corrected', actor: 'boris', detail: 'revision 2' },
          { ...line, action: 'article-unpinned' },
          { ...line, action: 'article-pinned' },
        ])
      })

      test('gives the latest of one subject', async () => {
        const line = { atMs: nowMs, actor: 'anna', action: 'mirror-added', detail: null } as const
        for (const subject of ['a.example', 'b.example', 'a.example'])
          await auditLog.record({ ...line, subject })

        expect(await auditLog.list({ subject: 'a.example', limit: 9 })).toHaveLength(2)
        expect(await auditLog.list({ subject: 'a.example', limit: 1 })).toHaveLength(1)
        expect(await auditLog.list({ subject: 'c.example', limit: 9 })).toEqual([])
      })
    })
  })
}
