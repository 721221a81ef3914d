import { beforeEach, describe, expect, test } from 'vitest'
import { createMemoryAuditLog } from '../../src/adapters/memory/audit-log.ts'
import { createMemoryMeasurementLog } from '../../src/adapters/memory/measurement-log.ts'
import { createMemorySourceLog } from '../../src/adapters/memory/source-log.ts'
import { writeOpenApi } from '../../src/http/operator/openapi.ts'
import { operatorOperations } from '../../src/http/operator/operations-table.ts'
import { createOperatorApp } from '../../src/http/operator-app.ts'
import { correctByHand } from '../../src/operations/change-article.ts'
import { openReadingRoom, sampleMirror } from '../support/reading-room.ts'
import { sampleArticle, sampleNowMs } from '../support/sample-article.ts'
import { sampleSource } from '../support/sample-source.ts'

const token = 'a-token-of-some-length'
const bearer = { authorization: `Bearer ${token}` }
const articleId = sampleArticle(1).identity.articleId

async function open(given: (() => string) | null = () => token) {
  const room = await openReadingRoom()
  await room.archive.put(sampleArticle(1), { nowMs: sampleNowMs })
  await room.mirrorLog.record({ mirrors: [sampleMirror('c.example', 'standby')], changes: [] })
  const deps = {
    ...room,
    sourceLog: createMemorySourceLog(),
    auditLog: createMemoryAuditLog(),
    measurementLog: createMemoryMeasurementLog(),
    addressList: null,
    sources: [{ ...sampleSource, id: 'example' }],
    token: given,
    publishedAtMs: () => sampleNowMs,
  }
  return { deps, app: createOperatorApp(deps) }
}

let room: Awaited<ReturnType<typeof open>>
beforeEach(async () => {
  room = await open()
})

const post = (path: string, body: object, headers: Record<string, string> = bearer) =>
  room.app.request(path, { method: 'POST', headers, body: JSON.stringify(body) })

describe('the API', () => {
  test.each([
    { name: 'no token', headers: {}, want: 401 },
    { name: 'a wrong token', headers: { authorization: 'Bearer wrong' }, want: 401 },
    { name: 'the token in another scheme', headers: { authorization: `Basic ${token}` }, want: 401 },
    { name: 'the token', headers: bearer, want: 200 },
  ])('answers $want to $name', async ({ headers, want }) => {
    for (const path of ['/api/v1/mirrors', '/api/v1/openapi.json'])
      expect((await room.app.request(path, { headers })).status).toBe(want)
  })

  test('lets nobody in where no token is configured', async () => {
    const { app } = await open(null)

    expect((await app.request('/api/v1/mirrors', { headers: bearer })).status).toBe(403)
    expect((await app.request('/api/v1/mirrors', { headers: { authorization: 'Bearer ' } })).status).toBe(401)
  })

  test('after ten wrong tokens makes everybody wait for a minute', async () => {
    const ask = async (headers: Record<string, string>) =>
      (await room.app.request('/api/v1/mirrors', { headers })).status
    for (let n = 0; n < 10; n++) expect(await ask({ authorization: `Bearer ${n}` })).toBe(401)

    expect(await ask(bearer)).toBe(429)
    room.deps.clock.advance(61_000)
    expect(await ask(bearer)).toBe(200)
  })

  test('changes what the command line changes, and names who did it', async () => {
    const withdrawn = await post(
      `/api/v1/articles/${articleId}/withdraw`,
      { reason: 'a mistake' },
      { ...bearer, 'x-operator': 'Vera' },
    )
    const rotated = await post('/api/v1/rotate', { channel: 'public', from: 'a.example' })
    const audit = await (await room.app.request('/api/v1/audit', { headers: bearer })).json()

    expect(withdrawn.status).toBe(200)
    expect(await withdrawn.json()).toMatchObject({ id: articleId, states: ['withdrawn'] })
    expect(await rotated.json()).toMatchObject({ channel: 'public', from: 'a.example', to: 'c.example' })
    expect(audit).toMatchObject([{ actor: 'api', action: 'rotation-announced', subject: 'a.example' }])
  })

  test.each([
    {
      name: 'an article that is not there',
      path: 'articles/none/withdraw',
      body: {},
      want: [404, 'article-not-found'],
    },
    {
      name: 'a state that is none',
      path: 'mirrors/a.example/state',
      body: { to: 'gone' },
      want: [400, 'wrong-usage'],
    },
    { name: 'an unknown field', path: 'rotate', body: { chanel: 'public' }, want: [400, 'wrong-usage'] },
    { name: 'a missing field', path: 'mirrors', body: {}, want: [400, 'wrong-usage'] },
    { name: 'a list for an object', path: 'rotate', body: [], want: [400, 'wrong-usage'] },
  ])('refuses $name, and says why', async ({ path, body, want }) => {
    const response = await post(`/api/v1/${path}`, body)

    expect([response.status, ((await response.json()) as { error: string }).error]).toEqual(want)
  })
})

describe('/api/v1/openapi.json', () => {
  test('describes exactly the routes that answer', () => {
    const described = Object.entries((writeOpenApi() as { paths: Record<string, object> }).paths).flatMap(
      ([path, methods]) => Object.keys(methods).map(method => `${method.toUpperCase()} /api/v1${path}`),
    )
    const served = room.app.routes
      .filter(route => route.path.startsWith('/api/v1/') && route.method !== 'ALL')
      .map(route => `${route.method} ${route.path.replaceAll(/:(\w+)/g, '{$1}')}`)
      .filter(route => !route.endsWith('/openapi.json'))

    expect(described.toSorted()).toEqual(served.toSorted())
    expect(described.length).toBe(operatorOperations.length)
  })
})

describe('the dashboard', () => {
  const form = (values: Record<string, string>) => ({ method: 'POST', body: new URLSearchParams(values) })

  async function logIn(name = 'Vera') {
    const response = await room.app.request('/admin/login', form({ name, token }))
    const cookie = response.headers.get('set-cookie') ?? ''
    const [pair = ''] = cookie.split(';')
    const page = await (await room.app.request('/admin', { headers: { cookie: pair } })).text()
    const formToken = /name="form" value="([^"]+)"/.exec(page)?.[1] ?? ''
    return { response, cookie, pair, page, formToken }
  }

  test('shows strangers a form to log in and nothing else', async () => {
    const response = await room.app.request('/admin')
    const page = await response.text()

    expect(response.status).toBe(401)
    expect(page).toContain('action="/admin/login"')
    expect(page).not.toContain('.example"')
    expect(page).not.toContain('a.example')
  })

  test('keeps a session in a cookie that no script and no other site can use', async () => {
    const { response, cookie, page } = await logIn()

    expect(response.status).toBe(303)
    expect(cookie).toMatch(/HttpOnly/i)
    expect(cookie).toMatch(/SameSite=Strict/i)
    expect(cookie).toMatch(/Path=\/admin/i)
    expect(page).toContain('a.example')
    expect(page).not.toContain('<script')
  })

  test('refuses a wrong token, a forged cookie and one that has run out', async () => {
    const { pair } = await logIn()
    const wrong = await room.app.request('/admin/login', form({ name: 'x', token: 'wrong' }))
    const forged = await room.app.request('/admin', { headers: { cookie: pair.replace(/.$/, '_') } })
    room.deps.clock.advance(9 * 3_600_000)
    const late = await room.app.request('/admin', { headers: { cookie: pair } })

    expect([wrong.status, forged.status, late.status]).toEqual([401, 401, 401])
  })

  test('changes nothing for a form without its token, or one that another site sent', async () => {
    const { pair, formToken } = await logIn()
    const path = '/admin/mirrors/a.example/state'
    const cookie = { cookie: pair }
    const bare = await room.app.request(path, { ...form({ to: 'blocked' }), headers: cookie })
    const foreign = await room.app.request(path, {
      ...form({ to: 'blocked', form: formToken }),
      headers: { ...cookie, 'sec-fetch-site': 'cross-site' },
    })

    expect([bare.status, foreign.status]).toEqual([403, 403])
    expect((await room.deps.mirrorLog.find('a.example'))?.state).toBe('live')
  })

  test('withdraws, corrects, pins, blocks, adds and rotates; the audit log names who', async () => {
    const { pair, formToken } = await logIn('Vera')
    const act = async (path: string, values: Record<string, string>) =>
      (
        await room.app.request(`/admin${path}`, {
          ...form({ ...values, form: formToken }),
          headers: { cookie: pair },
        })
      ).status

    expect(await act(`/articles/${articleId}/pin`, { pinned: 'true' })).toBe(303)
    expect(await act(`/articles/${articleId}/correct`, { title: 'Other', text: '', note: 'Wrong.' })).toBe(
      303,
    )
    expect((await room.deps.archive.find(articleId))?.title).toBe('Other')
    expect((await room.deps.archive.find(articleId))?.pinned).toBe(true)
    expect(await act('/rotate', { channel: 'public' })).toBe(303)
    expect(await act('/mirrors', { host: 'd.example', channel: 'public', provider: '' })).toBe(303)
    expect(await act('/mirrors/a.example/state', { to: 'blocked', region: 'by' })).toBe(303)
    expect(await act(`/articles/${articleId}/withdraw`, { reason: 'court', sure: 'yes' })).toBe(303)
    expect(await act('/mirrors/none.example/state', { to: 'live' })).toBe(404)
    expect((await room.deps.archive.find(articleId))?.withdrawn?.reason).toBe('court')
    expect((await room.deps.mirrorLog.find('a.example'))?.blockedIn).toEqual(['BY'])
    const actors = (await room.deps.auditLog.list({ limit: 50 })).map(line => line.actor)
    expect([...new Set(actors)]).toEqual(['Vera'])
  })

  test('shows what articles say as text, never as markup', async () => {
    const nasty = '<script>alert(1)</script>'
    await correctByHand(articleId, { title: nasty, text: 'Another text.' }, { ...room.deps, actor: 'x' })
    const { pair } = await logIn()
    for (const path of ['/admin/articles', `/admin/articles/${articleId}`]) {
      const page = await (await room.app.request(path, { headers: { cookie: pair } })).text()
      expect(page).toContain('&lt;script&gt;')
      expect(page).not.toContain(nasty)
    }
  })
})
