import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { createMemoryWorkLog } from '../../src/adapters/memory/work-log.ts'
import { listen } from '../../src/adapters/node/listen.ts'
import { parseConfig } from '../../src/config/parse-config.ts'
import type { Work } from '../../src/core/source/work.ts'
import { strangersAnswer } from '../../src/http/error-response.ts'
import { createOperatorApp } from '../../src/http/operator-app.ts'
import { openNode } from '../../src/node.ts'
import type { WorkLog } from '../../src/ports/work-log.ts'
import { tamizdat } from '../support/command-line.ts'
import { sampleArticle, sampleNowMs } from '../support/sample-article.ts'

// The same operator's app as a Worker's, over an archive of this machine: commands see no difference.

const token = 'a-token-of-some-length'
const refresh: Work = { kind: 'refresh', sourceId: 'news', dueAtMs: 5 }
let folder: string
let base: string
let workLog: WorkLog
let sent: Work[] = []
let stop: () => Promise<void>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tamizdat-edge-test-'))
  const config = parseConfig(
    {
      title: 'There',
      sources: [{ id: 'news', name: 'News', feeds: ['https://news.example/rss'], language: 'en' }],
      mirrors: [{ host: 'a.example', state: 'live' }, { host: 'b.example' }],
      channels: [{ id: 'public' }, { id: 'friends', kind: 'invite' }],
      store: { file: join(folder, 'there.db') },
      addressList: { file: join(folder, 'list.txt'), slots: 16 },
    },
    () => '',
  )
  const runtime = await openNode(config, { log: { write: () => undefined } })
  await runtime.archive.put(sampleArticle(1), { nowMs: sampleNowMs })
  const app = createOperatorApp({
    ...runtime,
    sources: config.sources,
    addressList: config.addressList,
    token: () => token,
    publishedAtMs: () => null,
    answers: {
      add: () => undefined,
      read: () => ({ page: 0, feed: 0, unchanged: 0, unknown: 0, failed: 0 }),
    },
    workLog: {
      claim: (...args) => workLog.claim(...args),
      readMark: name => workLog.readMark(name),
      raiseMark: (name, value) => workLog.raiseMark(name, value),
      heldUntilMs: () => workLog.heldUntilMs(),
      holdUntil: ms => workLog.holdUntil(ms),
      fail: failure => workLog.fail(failure),
      giveUp: (work, nowMs) => workLog.giveUp(work, nowMs),
      forget: work => workLog.forget(work),
      failures: () => workLog.failures(),
    },
    workQueue: { send: async work => void sent.push(...work.map(each => each.work)) },
  })
  const listener = await listen(app, { host: '127.0.0.1', port: 0, refuse: strangersAnswer })
  base = `http://127.0.0.1:${listener.port}`
  stop = async () => {
    await listener.close()
    await runtime.close()
    await rm(folder, { recursive: true })
  }
  vi.stubEnv('TAMIZDAT_OPERATOR_TOKEN', token)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await stop()
})
beforeEach(() => {
  workLog = createMemoryWorkLog()
  sent = []
})

const there = (...words: string[]) => tamizdat([...words, '--edge', base])
const facts = async (...words: string[]) => JSON.parse((await there(...words, '--json')).output)

describe('at a Worker', () => {
  test('a mirror is added, listed, announced, moved and retired by the same commands', async () => {
    const added = await there('mirrors', 'add', 'c.example', '--provider', 'cloudflare')
    const listed = await there('mirrors', 'list')
    const shown = await there('rotate', '--dry-run')
    const rotated = await there('rotate')
    const blocked = await there('mirrors', 'block', 'a.example', '--region', 'RU')

    expect(added).toEqual({
      exitCode: 0,
      errors: '',
      output: 'added: c.example, standby of channel public\n',
    })
    expect(listed.output).toMatch(/^c\.example +public +standby +cloudflare +c\.example/m)
    expect(shown.output).toMatch(/^a\.example → b\.example; nothing is done yet/)
    expect(rotated.output).toMatch(/^a\.example → b\.example, announced /)
    expect(rotated.output).toContain(`mirrors retire a.example --edge ${base}`)
    expect(blocked.output).toBe('a.example is blocked (blocked in RU)\n')
    expect(await facts('status')).toMatchObject({
      mirrors: { live: ['b.example'], standby: ['c.example'], blocked: ['a.example'] },
    })
    expect((await there('mirrors', 'add', 'c.example', '--expires', '2027-05-31')).output).toBe(
      'c.example is registered until 2027-05-31\n',
    )
  })

  test('what a command is refused there it is told in the same words, with the same exit code', async () => {
    const refused = await there('mirrors', 'add', 'a.example')

    expect(refused.exitCode).toBe(1)
    expect(refused.errors).toContain('mirror-refused – 127.0.0.1')
    expect(refused.errors).toContain('a.example is in the pool already')
    expect(refused.errors).toContain('see: tamizdat mirrors list --edge')
  })

  test('an article is pinned and withdrawn, and the audit log says who did it', async () => {
    const { articleId: id } = sampleArticle(1).identity
    expect((await there('articles', 'pin', id)).output).toBe(`pinned: ${id}\n`)
    expect((await there('articles', 'withdraw', id, '--reason', 'a wish')).output).toBe(`withdrawn: ${id}\n`)

    expect((await there('audit', id)).output).toMatch(
      new RegExp(`article-withdrawn +${id} +a wish\n.* article-pinned +${id}`),
    )
    expect(await facts('audit', id, '--limit', '1')).toMatchObject([{ what: 'article-withdrawn', on: id }])
    expect(await there('articles', 'withdraw', 'nothing')).toMatchObject({
      exitCode: 1,
      errors: expect.stringContaining('article-not-found'),
    })
  })

  test('an invite is made, and its secret leads to its address', async () => {
    await there('mirrors', 'add', 'closed.example', '--channel', 'friends')
    const { secret, address } = await facts('invite', 'friends')

    expect(address).toMatch(/^https:\/\/closed\.example\/[^/]+\/$/)
    expect((await there('where', secret)).output).toBe(`${address}\n`)
    expect(await facts('channels', 'list')).toMatchObject([{ id: 'public' }, { id: 'friends', invites: 1 }])
  })

  test('the public list is written anew on request, always as long', async () => {
    const ask = async () => {
      const headers = { authorization: `Bearer ${token}` }
      return (await (await fetch(`${base}/api/v1/address-list`, { headers })).json()) as { list: string }
    }
    const [one, other] = [await ask(), await ask()]

    expect(one.list.split('\n')).toHaveLength(1 + 16 + 1)
    expect(one.list).not.toBe(other.list)
    expect(one.list).toHaveLength(other.list.length)
  })

  test('work that was given up is told by status and list, and handed over again', async () => {
    expect((await there('status')).output).toMatch(/^work +nothing failed$/m)
    await workLog.fail({ work: refresh, error: 'archive-failed: full', failedAtMs: 1_000, isGivenUp: false })
    expect((await there('status')).output).toMatch(/^work +1 tried again by themselves, 0 given up/m)
    await workLog.giveUp(refresh, 2_000)

    expect((await there('status')).output).toMatch(/1 given up.*refresh news 5: archive-failed: full/)
    expect((await there('work', 'list')).output).toMatch(
      /^refresh news 5 +1970-01-01T00:00:02Z +given up +archive-failed: full$/m,
    )
    expect((await there('work', 'retry', 'refresh other 1')).errors).toContain('no such work was given up')
    expect((await there('work', 'retry', 'refresh news 5')).output).toBe('handed over again: 1 piece\n')
    expect(sent).toEqual([refresh])
    expect((await there('work', 'list')).output).toBe('nothing failed\n')
    expect((await there('work', 'retry')).output).toBe('handed over again: 0 pieces\n')
  })

  test('a queue that takes nothing leaves the failure where it is', async () => {
    await workLog.giveUp(refresh, 2_000)
    const push = vi.spyOn(sent, 'push').mockImplementation(() => {
      throw new Error('no queue')
    })

    expect((await there('work', 'retry')).exitCode).toBe(1)
    push.mockRestore()
    expect(await workLog.failures()).toHaveLength(1)
  })
})

describe('who is let in', () => {
  test('the address and the token are those of the configuration where none is given', async () => {
    const file = join(folder, 'mirrors.config.ts')
    await writeFile(file, "export default { title: 'T' }")

    const none = await tamizdat(['status', '--edge', '--config', file])
    expect([none.exitCode, none.errors]).toEqual([2, expect.stringContaining('names no edge.operatorHost')])

    await writeFile(file, "export default { title: 'T', edge: { operatorHost: 'desk.example' } }")
    const closed = await tamizdat(['status', '--edge', '--config', file])
    expect([closed.exitCode, closed.errors]).toEqual([2, expect.stringContaining('names no operator.token')])
  })

  test.each([
    { name: 'a wrong token', env: { TAMIZDAT_OPERATOR_TOKEN: 'wrong' }, want: /answered 401/ },
    { name: 'no token', env: { TAMIZDAT_OPERATOR_TOKEN: '' }, want: /secret-missing/ },
    {
      name: 'a file of the token that is not there',
      env: { TAMIZDAT_OPERATOR_TOKEN: '', TAMIZDAT_OPERATOR_TOKEN_FILE: '/nowhere/token' },
      want: /\/nowhere\/token can't be read/,
    },
  ])('$name is said, and never shown', async ({ env, want }) => {
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)

    const { errors } = await there('mirrors', 'list')
    vi.unstubAllEnvs()
    vi.stubEnv('TAMIZDAT_OPERATOR_TOKEN', token)

    expect(errors).toMatch(want)
    expect(errors).not.toContain('wrong\n')
  })

  test('a token in a file is taken from there', async () => {
    await writeFile(join(folder, 'token'), `${token}\n`)
    vi.stubEnv('TAMIZDAT_OPERATOR_TOKEN', '')
    vi.stubEnv('TAMIZDAT_OPERATOR_TOKEN_FILE', join(folder, 'token'))

    const { exitCode } = await there('status')
    vi.unstubAllEnvs()
    vi.stubEnv('TAMIZDAT_OPERATOR_TOKEN', token)

    expect(exitCode).toBe(0)
  })

  test('a host where nobody answers is named', async () => {
    const { exitCode, errors } = await tamizdat(['status', '--edge', 'http://127.0.0.1:1'])

    expect(exitCode).toBe(1)
    expect(errors).toContain("fetch-failed – 127.0.0.1:1 can't be reached")
  })

  test('on this machine there is no such work', async () => {
    expect(await tamizdat(['work', 'list'])).toMatchObject({
      exitCode: 2,
      errors: expect.stringContaining('--edge'),
    })
  })
})
