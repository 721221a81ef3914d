import { Hono } from 'hono'
import { type OpenDeps, openDocument } from '../operations/open-document.ts'
import type { Log } from '../ports/log.ts'
import type { AnswerCount } from './answer-count.ts'
import type { AskedHosts } from './asked-hosts.ts'
import { answerDocument, answerMoved } from './document-response.ts'
import { answerReadersFailure, strangersAnswer } from './error-response.ts'

export interface ReadersDeps extends OpenDeps {
  readonly log: Log
  readonly answers: AnswerCount
  readonly asked: AskedHosts
}

// Our longest address is a fraction of this.
const maxUrlLength = 2_048

/** What readers and aggregators see. Nothing of a request is kept but that there was one. */
export function createReadersApp(deps: ReadersDeps): Hono {
  const app = new Hono()
  app.all('*', context => answerReader(context.req.raw, deps))
  app.onError(error => {
    deps.answers.add('failed')
    return answerReadersFailure(error, deps.log)
  })
  return app
}

async function answerReader(request: Request, deps: ReadersDeps): Promise<Response> {
  const asked = readRequest(request)
  const outcome = asked === null ? null : await openDocument(asked, deps)
  if (asked === null || outcome === null || outcome.status === 'unknown') {
    deps.answers.add('unknown')
    return strangersAnswer()
  }
  deps.asked.add(asked.host)
  if (outcome.status === 'moved') return answerMoved(outcome)
  const { document } = outcome
  const response = await answerDocument(request, document)
  deps.answers.add(response.status === 304 ? 'unchanged' : document.role)
  return response
}

function readRequest({ method, url }: Request): Parameters<typeof openDocument>[0] | null {
  if ((method !== 'GET' && method !== 'HEAD') || url.length > maxUrlLength) return null
  const { hostname, pathname, searchParams } = new URL(url)
  return {
    host: hostname,
    path: pathname,
    query: searchParams.get('q') ?? '',
    page: searchParams.get('page'),
  }
}
