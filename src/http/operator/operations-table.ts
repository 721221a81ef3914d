import { AppError } from '../../core/errors.ts'
import type { Channel } from '../../core/mirror/mirror.ts'
import { mirrorStates } from '../../core/mirror/mirror.ts'
import type { Source } from '../../core/source/source.ts'
import {
  correctByHand,
  decideConflict,
  findArticle,
  pinArticle,
  withdrawArticle,
} from '../../operations/change-article.ts'
import {
  changeMirror,
  enlistMirror,
  type MirrorHandDeps,
  rotateMirrors,
} from '../../operations/change-mirror.ts'
import { reviewSources } from '../../operations/review-sources.ts'
import type { Archive } from '../../ports/archive.ts'
import type { Publisher } from '../../ports/publisher.ts'
import type { SourceLog } from '../../ports/source-log.ts'
import type { WorkLog } from '../../ports/work-log.ts'
import { articleFacts, auditFacts, mirrorFacts, sourceFacts } from './facts.ts'

/** What the operator's operations work on; `actor` is whoever asks. */
export interface HandDeps extends MirrorHandDeps {
  readonly archive: Archive
  readonly sourceLog: SourceLog
  readonly publisher: Publisher
  /** Only where pulling is cut into pieces. */
  readonly workLog?: WorkLog
  readonly sources: readonly Source[]
  readonly channels: readonly Channel[]
}

/** One value that an operation takes, in the terms of JSON Schema. */
export interface Field {
  readonly type: 'string' | 'boolean' | 'integer'
  readonly description: string
  readonly required?: true
  readonly enum?: readonly string[]
  readonly maximum?: number
}

type Given = Readonly<Record<string, string | number | boolean>>

/** One thing that an operator can do or ask; the API, its description and the dashboard's forms are made of these. */
export interface OperatorOperation {
  readonly id: string
  readonly method: 'get' | 'post'
  /** Below `/api/v1`, parameters in braces. */
  readonly path: string
  readonly summary: string
  /** In the query of a GET, in the JSON body of a POST. */
  readonly fields: Readonly<Record<string, Field>>
  readonly run: (given: Given, deps: HandDeps) => Promise<unknown>
}

const text = (description: string): Field => ({ type: 'string', description })
const needed = (description: string): Field => ({ type: 'string', description, required: true })
const limit: Field = { type: 'integer', description: 'How many, 50 unless told.', maximum: 500 }
const listed = 50

export const operatorOperations: readonly OperatorOperation[] = [
  {
    id: 'listFailedWork',
    method: 'get',
    path: '/work',
    summary: 'Pieces of pulling that failed or were given up, where it is cut into pieces: on Workers.',
    fields: {},
    run: async (_, { workLog }) =>
      ((await workLog?.failures()) ?? []).map(({ failedAtMs, ...failure }) => ({
        ...failure,
        failed: new Date(failedAtMs).toISOString(),
      })),
  },
  {
    id: 'listSources',
    method: 'get',
    path: '/sources',
    summary: 'How each source stands.',
    fields: {},
    run: async (_, deps) => (await reviewSources(deps.sources, deps)).map(sourceFacts),
  },
  {
    id: 'listArticles',
    method: 'get',
    path: '/articles',
    summary: 'The newest articles, of everything or of one source.',
    fields: { limit, source: text('Id of a source.') },
    run: async (given, { archive }) => {
      const slug = given['source'] === undefined ? 'all' : `source-${given['source']}`
      return (await archive.listed(slug, { limit: Number(given['limit'] ?? listed) })).map(articleFacts)
    },
  },
  {
    id: 'showArticle',
    method: 'get',
    path: '/articles/{id}',
    summary: 'One article with its text.',
    fields: {},
    run: async (given, { archive }) => {
      const article = await findArticle(of(given, 'id'), archive)
      return { ...articleFacts(article), summary: article.summary, text: article.text, html: article.html }
    },
  },
  {
    id: 'withdrawArticle',
    method: 'post',
    path: '/articles/{id}/withdraw',
    summary: 'Takes an article away from readers on every host, for good.',
    fields: { reason: text('Why; stands in the audit log and on the page.') },
    run: async (given, deps) => {
      await withdrawArticle(of(given, 'id'), optional(given, 'reason') ?? null, deps)
      return articleFacts(await findArticle(of(given, 'id'), deps.archive))
    },
  },
  {
    id: 'correctArticle',
    method: 'post',
    path: '/articles/{id}/correct',
    summary: "Puts the operator's words in place of an article's; what is left out stays.",
    fields: {
      title: text('Another headline.'),
      text: text('Another body: HTML, or paragraphs parted by empty lines.'),
      summary: text('Another summary.'),
      note: text('A line below the article that tells readers of the correction.'),
    },
    run: async (given, deps) => articleFacts(await correctByHand(of(given, 'id'), wantedOf(given), deps)),
  },
  {
    id: 'decideConflict',
    method: 'post',
    path: '/articles/{id}/decide',
    summary: 'Takes the text that upstream gave after a correction, or stays with the correction.',
    fields: {
      take: {
        type: 'string',
        description: 'Whose text is shown.',
        required: true,
        enum: ['upstream', 'operator'],
      },
    },
    run: async (given, deps) => {
      const take = of(given, 'take') === 'upstream' ? 'upstream' : 'operator'
      return articleFacts(await decideConflict(of(given, 'id'), take, deps))
    },
  },
  {
    id: 'pinArticle',
    method: 'post',
    path: '/articles/{id}/pin',
    summary: 'Keeps an article on top of the front page, or lets it go.',
    fields: { pinned: { type: 'boolean', description: 'Whether it is kept on top.', required: true } },
    run: async (given, deps) => {
      await pinArticle(of(given, 'id'), given['pinned'] === true, deps)
      return articleFacts(await findArticle(of(given, 'id'), deps.archive))
    },
  },
  {
    id: 'listMirrors',
    method: 'get',
    path: '/mirrors',
    summary: 'The pool of mirrors, closed ones too.',
    fields: {},
    run: async (_, { mirrorLog }) => (await mirrorLog.list()).map(mirrorFacts),
  },
  {
    id: 'addMirror',
    method: 'post',
    path: '/mirrors',
    summary: 'Puts a new host into the pool, as a standby.',
    fields: {
      host: needed('A host name of yours that leads to this server.'),
      channel: text('Id of its channel, `public` unless told.'),
      provider: text('Who hosts it.'),
    },
    run: async (given, deps) => {
      const seed = {
        host: of(given, 'host').toLowerCase(),
        channelId: optional(given, 'channel') ?? 'public',
        state: 'standby' as const,
        provider: optional(given, 'provider') ?? null,
      }
      return mirrorFacts(await enlistMirror(seed, deps.channels, deps))
    },
  },
  {
    id: 'changeMirror',
    method: 'post',
    path: '/mirrors/{host}/state',
    summary: 'Moves a mirror into another state.',
    fields: {
      to: { type: 'string', description: 'The new state.', required: true, enum: mirrorStates },
      region: text('Where it is blocked: ISO 3166-1 alpha-2, for `blocked`.'),
      reason: text('Why.'),
    },
    run: async (given, deps) => {
      const to = mirrorStates.find(state => state === given['to']) ?? 'standby'
      const options = { region: optional(given, 'region')?.toUpperCase(), reason: optional(given, 'reason') }
      return mirrorFacts(await changeMirror(of(given, 'host'), to, options, deps))
    },
  },
  {
    id: 'rotate',
    method: 'post',
    path: '/rotate',
    summary: "Announces a channel's next host: it becomes live, the old one draining.",
    fields: {
      channel: text('Id of the channel, `public` unless told.'),
      from: text('The host that is replaced.'),
    },
    run: async (given, deps) => {
      const request = { channelId: optional(given, 'channel') ?? 'public', fromHost: optional(given, 'from') }
      const { announcement } = await rotateMirrors(request, deps.channels, deps)
      return { channel: announcement.channelId, from: announcement.fromHost, to: announcement.toHost }
    },
  },
  {
    id: 'listAudit',
    method: 'get',
    path: '/audit',
    summary: 'Who changed what, latest first.',
    fields: { limit },
    run: async (given, { auditLog }) =>
      (await auditLog.list({ limit: Number(given['limit'] ?? listed) })).map(auditFacts),
  },
]

/**
 * Checks what was given against what an operation takes.
 * @throws AppError `wrong-usage` naming the field.
 */
export function readGiven(
  { fields }: OperatorOperation,
  given: Readonly<Record<string, unknown>>,
): Record<string, string | number | boolean> {
  const unknown = Object.keys(given).find(name => fields[name] === undefined)
  if (unknown !== undefined) throw refused(unknown, `allowed: ${Object.keys(fields).join(', ') || 'nothing'}`)
  const read: Record<string, string | number | boolean> = {}
  for (const [name, field] of Object.entries(fields)) {
    const value = given[name]
    if (value === undefined || value === null || value === '') {
      if (field.required) throw refused(name, 'it is missing')
    } else read[name] = readValue(name, value, field)
  }
  return read
}

function readValue(name: string, value: unknown, { type, enum: allowed, maximum }: Field) {
  if (type === 'integer') {
    const number = Number(value)
    if (Number.isInteger(number) && number >= 1 && number <= (maximum ?? number)) return number
    throw refused(name, `allowed: a whole number from 1${maximum === undefined ? '' : ` to ${maximum}`}`)
  }
  if (type === 'boolean') {
    if (typeof value === 'boolean') return value
    throw refused(name, 'allowed: true or false')
  }
  if (typeof value !== 'string') throw refused(name, 'allowed: text')
  if (allowed === undefined || allowed.includes(value)) return value
  throw refused(name, `allowed: ${allowed.join(', ')}`)
}

function refused(name: string, why: string): AppError {
  return new AppError('wrong-usage', `"${name}" will not do: ${why}`, {
    next: 'see /api/v1/openapi.json for what is taken',
  })
}

function of(given: Given, name: string): string {
  return String(given[name] ?? '')
}

function optional(given: Given, name: string): string | undefined {
  const value = given[name]
  return typeof value === 'string' ? value : undefined
}

function wantedOf(given: Given) {
  const entries = ['title', 'text', 'summary', 'note'].flatMap(name => {
    const value = optional(given, name)
    return value === undefined ? [] : [[name, value]]
  })
  return Object.fromEntries(entries)
}
