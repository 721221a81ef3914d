import { toIso } from '../../core/instant.ts'
import { workId } from '../../core/source/work.ts'
import { readStatus } from '../../operations/read-status.ts'
import { reviewSources } from '../../operations/review-sources.ts'
import { retryWork } from '../../operations/work/retry-work.ts'
import { auditFacts, sourceFacts } from './facts.ts'
import { limit, limitOf, type OperatorOperation, optional, text } from './operation.ts'

/** How things stand, and what of pulling failed. */
export const workOperations: readonly OperatorOperation[] = [
  {
    id: 'showStatus',
    method: 'get',
    path: '/status',
    summary: 'How things stand.',
    fields: {},
    run: (_, deps) => readStatus(deps),
  },
  {
    id: 'listFailedWork',
    method: 'get',
    path: '/work',
    summary: 'Pieces of pulling that failed or were given up, where it is cut into pieces: on Workers.',
    fields: {},
    run: async (_, { workLog }) =>
      ((await workLog?.failures()) ?? []).map(({ failedAtMs, ...failure }) => ({
        id: workId(failure.work),
        ...failure,
        failed: toIso(failedAtMs),
      })),
  },
  {
    id: 'retryWork',
    method: 'post',
    path: '/work/retry',
    summary: 'Hands work that was given up over again.',
    fields: { id: text('One piece, by its id; all that were given up unless told.') },
    run: async (given, { workLog, workQueue, ...deps }) =>
      workLog === undefined || workQueue === undefined
        ? { retried: 0 }
        : { retried: await retryWork(optional(given, 'id'), { ...deps, workLog, workQueue }) },
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
    id: 'listAudit',
    method: 'get',
    path: '/audit',
    summary: 'Who changed what, latest first.',
    fields: { limit, subject: text('Id of one article, or one host.') },
    run: async (given, { auditLog }) => {
      const subject = optional(given, 'subject')
      const filter = { limit: limitOf(given), ...(subject !== undefined && { subject }) }
      return (await auditLog.list(filter)).map(auditFacts)
    },
  },
]
