import { Hono } from 'hono'
import type { Whereabouts } from '../operations/invite-reader.ts'
import type { Clock } from '../ports/clock.ts'
import type { Log } from '../ports/log.ts'
import { answerReadersFailure, strangersAnswer } from './error-response.ts'

export interface WhereDeps {
  readonly findAddress: (secret: string) => Promise<Whereabouts>
  /** The address of a host, without a trailing slash. */
  readonly originOf: (host: string) => string
  readonly clock: Clock
  readonly log: Log
  /** Questions answered in a minute, whoever asks. */
  readonly perMinute: number
}

const maxBodyBytes = 1_024

/**
 * Where the holder of a secret asks for the present address: a form for people, plain text for a mail responder or bot.
 * The secret stands in a body and never in an address, which would be logged on the way; nothing of it is kept here.
 */
export function createWhereApp(deps: WhereDeps): Hono {
  const app = new Hono()
  const limit = createLimit(deps)
  app.get('/', context => context.html(form, 200, headers))
  app.post('/', async context => {
    if (!limit()) return context.text('too many questions, ask again in a minute\n', 429, headers)
    const secret = readSecretField(await readText(context.req.raw))
    const whereabouts = await deps.findAddress(secret)
    // The same words for a wrong secret, a closed one and one that waits: nobody learns which.
    if (whereabouts.status === 'none') return context.text('no address now, ask again later\n', 404, headers)
    return context.text(`${deps.originOf(whereabouts.host)}/${whereabouts.prefix}/\n`, 200, headers)
  })
  // Anybody can ask here: what is wrong, and what software this is, is nothing to tell them.
  app.notFound(() => strangersAnswer())
  app.onError(error => answerReadersFailure(error, deps.log))
  return app
}

const headers = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

const form = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Where</title><form method="post"><label>Secret <input name="secret" autocomplete="off" spellcheck="false"></label> <button>Where?</button></form></html>
`

/** Counts questions and not who asks: an address of a reader is nothing to keep, not even for a minute. */
function createLimit({ clock, perMinute }: WhereDeps): () => boolean {
  let minute = -1
  let asked = 0
  return () => {
    const now = Math.floor(clock.nowMs() / 60_000)
    if (now !== minute) [minute, asked] = [now, 0]
    return ++asked <= perMinute
  }
}

async function readText(request: Request): Promise<string> {
  const body = await request.arrayBuffer()
  return body.byteLength > maxBodyBytes ? '' : new TextDecoder().decode(body)
}

/** A form's field, or a body that is the secret alone. */
function readSecretField(body: string): string {
  return new URLSearchParams(body).get('secret') ?? body
}
