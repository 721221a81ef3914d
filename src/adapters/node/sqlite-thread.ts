import { parentPort, workerData } from 'node:worker_threads'
import { messageOf } from '../../core/errors.ts'
import { connectSqlite, emptyJournal, writeAtOnce } from './sqlite-connection.ts'
import type { WriteReply, WriteRequest } from './sqlite-message.ts'

// What the writing thread of an archive runs: one transaction after the other, in the order in which they came.

const connection = connectSqlite(String(workerData))

function answer({ id, task }: WriteRequest): WriteReply {
  try {
    if (task === 'empty-journal') emptyJournal(connection)
    else writeAtOnce(connection, task)
    return { id, failure: null }
  } catch (error) {
    return { id, failure: messageOf(error) }
  }
}

parentPort?.on('message', (request: WriteRequest | 'close') => {
  if (request !== 'close') return parentPort?.postMessage(answer(request))
  connection.close()
  parentPort?.close()
})
