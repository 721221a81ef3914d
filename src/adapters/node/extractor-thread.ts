import { parentPort } from 'node:worker_threads'
import { makeArticle } from '../../core/article/make-article.ts'
import { asAppError } from '../../core/errors.ts'
import type { Reply, Request } from './extractor-message.ts'

// What a worker thread of the pool runs: one request at a time.

function answer(request: Request): Reply {
  try {
    return { status: 'made', made: makeArticle(request) }
  } catch (cause) {
    const { kind, message, next } = asAppError(cause, 'article-unreadable')
    return { status: 'failed', kind, message, next }
  }
}

parentPort?.on('message', (request: Request) => parentPort?.postMessage(answer(request)))
parentPort?.postMessage({ status: 'ready' } satisfies Reply)
