import { type Context, Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { AppError } from '../../core/errors.ts'
import { findArticle } from '../../operations/change-article.ts'
import { reviewSources } from '../../operations/review-sources.ts'
import { operatorStatuses } from '../error-response.ts'
import {
  dashboardStyle,
  type Frame,
  writeArticle,
  writeArticles,
  writeAudit,
  writeFrame,
  writeLogin,
  writeOverview,
} from './admin-pages.ts'
import { type Gate, isSame, type OperatorSession, sessionSeconds } from './gate.ts'
import type { HandDeps } from './operation.ts'
import { operatorOperations, readGiven } from './operations-table.ts'

const cookieName = 'tamizdat-operator'
const listed = 200
const refusals = {
  refused: ['That is not the token.', 401],
  limited: ['Too many wrong tokens: wait a minute.', 429],
  closed: ['No token is configured: set operator.token in the configuration, then restart.', 403],
} as const
// Which operation a form of the dashboard is for, by its last path segment.
const actions: Readonly<Record<string, string>> = {
  withdraw: 'withdrawArticle',
  correct: 'correctArticle',
  decide: 'decideConflict',
  pin: 'pinArticle',
  state: 'changeMirror',
  mirrors: 'addMirror',
  rotate: 'rotate',
  retry: 'retryWork',
}

/** The dashboard: plain pages and forms, no script. */
export function createDashboard(deps: Omit<HandDeps, 'actor'>, gate: Gate): Hono {
  const admin = new Hono()
  admin.use('*', async (context, next) => {
    await next()
    context.header('cache-control', 'no-store')
    context.header('referrer-policy', 'same-origin')
    context.header('x-content-type-options', 'nosniff')
    context.header(
      'content-security-policy',
      "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    )
  })
  admin.get('/style.css', context => context.body(dashboardStyle, 200, { 'content-type': 'text/css' }))
  admin.post('/login', context => logIn(context, gate))
  admin.post('/logout', context => {
    setCookie(context, cookieName, '', { path: '/admin', maxAge: 0 })
    return context.redirect('/admin', 303)
  })
  admin.get('/', context => showTo(context, gate, 'Overview', session => overview(session, deps)))
  admin.get('/articles', context =>
    showTo(context, gate, 'Articles', async () =>
      writeArticles(await deps.archive.listed('all', { limit: listed })),
    ),
  )
  admin.get('/articles/:id', context =>
    showTo(context, gate, 'Article', async session =>
      writeArticle(await findArticle(context.req.param('id'), deps.archive), session),
    ),
  )
  admin.get('/audit', context =>
    showTo(context, gate, 'Audit log', async () => writeAudit(await deps.auditLog.list({ limit: listed }))),
  )
  for (const path of [
    '/articles/:id/:action',
    '/mirrors/:host/:action',
    '/mirrors',
    '/rotate',
    '/work/retry',
  ])
    admin.post(path, context => act(context, deps, gate))
  return admin
}

async function logIn(context: Context, gate: Gate): Promise<Response> {
  const form = await context.req.parseBody()
  const admission = isFromElsewhere(context) ? 'refused' : gate.admit(String(form['token'] ?? ''))
  const name = String(form['name'] ?? '')
    .trim()
    .slice(0, 60)
  if (admission !== 'granted' || name === '') {
    const [text, status] = refusals[admission === 'granted' ? 'refused' : admission]
    return page(
      context,
      { title: 'Log in', session: null, notice: { isGood: false, text } },
      writeLogin(),
      status,
    )
  }
  setCookie(context, cookieName, await gate.openSession(name), {
    path: '/admin',
    httpOnly: true,
    sameSite: 'Strict',
    maxAge: sessionSeconds,
    secure: new URL(context.req.url).protocol === 'https:',
  })
  return context.redirect('/admin', 303)
}

async function showTo(
  context: Context,
  gate: Gate,
  title: string,
  write: (session: OperatorSession) => Promise<string>,
): Promise<Response> {
  const session = await gate.readSession(getCookie(context, cookieName) ?? '')
  if (session === null)
    return page(context, { title: 'Log in', session: null, notice: null }, writeLogin(), 401)
  const done = context.req.query('done')
  const notice =
    done === undefined || !Object.values(actions).includes(done) ? null : { isGood: true, text: 'Done.' }
  try {
    return page(context, { title, session, notice }, await write(session))
  } catch (error) {
    return failed(context, session, error)
  }
}

async function act(context: Context, deps: Omit<HandDeps, 'actor'>, gate: Gate): Promise<Response> {
  const session = await gate.readSession(getCookie(context, cookieName) ?? '')
  const { form, sure: _, ...values } = await context.req.parseBody()
  if (session === null || isFromElsewhere(context) || !isSame(String(form ?? ''), session.formToken))
    return page(
      context,
      {
        title: 'Log in',
        session: null,
        notice: { isGood: false, text: 'Nothing was changed: log in first.' },
      },
      writeLogin(),
      403,
    )
  const last = context.req.path.split('/').at(-1) ?? ''
  const operation = operatorOperations.find(each => each.id === actions[last])
  try {
    if (operation === undefined) throw new AppError('wrong-usage', 'there is no such action')
    const given = readGiven(operation, typed(values))
    const { action: _action, ...named } = context.req.param() as Record<string, string>
    await operation.run({ ...given, ...named }, { ...deps, actor: session.name })
    const back = context.req.path.startsWith('/admin/articles/') ? `/admin/articles/${named['id']}` : '/admin'
    return context.redirect(`${back}?done=${operation.id}`, 303)
  } catch (error) {
    return failed(context, session, error)
  }
}

/** Forms send text only, and send what was left empty. */
function typed(values: Record<string, unknown>): Record<string, unknown> {
  const filled = Object.entries(values).filter(([, value]) => value !== '')
  return Object.fromEntries(
    filled.map(([name, value]) => [name, name === 'pinned' ? value === 'true' : value]),
  )
}

/** Whether a browser says that another site sent the form (Fetch Metadata, Sec-Fetch-Site). */
function isFromElsewhere(context: Context): boolean {
  const site = context.req.header('sec-fetch-site')
  return site !== undefined && site !== 'same-origin' && site !== 'none'
}

function failed(context: Context, session: OperatorSession, error: unknown): Response {
  if (!(error instanceof AppError)) throw error
  const text = [error.message, error.next].filter(part => part !== undefined).join(' – ')
  const frame = { title: 'That did not work', session, notice: { isGood: false, text } }
  return page(context, frame, '<p><a href="/admin">Back</a></p>', operatorStatuses[error.kind])
}

function page(context: Context, frame: Frame, main: string, status = 200): Response {
  return context.html(writeFrame(frame, main), status as 200)
}

async function overview(session: OperatorSession, deps: Omit<HandDeps, 'actor'>): Promise<string> {
  const [all, reviews, mirrors, failedWork] = await Promise.all([
    deps.archive.edition('all'),
    reviewSources(deps.sources, deps),
    deps.mirrorLog.list(),
    deps.workLog?.failures() ?? null,
  ])
  const articles = all?.count ?? 0
  return writeOverview({ articles, reviews, mirrors, channels: deps.channels, failedWork }, session)
}
