import { listen } from './adapters/node/listen.ts'
import { createMailer } from './adapters/node/mailer.ts'
import { replaceFile } from './adapters/node/replace-file.ts'
import { scheduleEveryMinute } from './adapters/node/schedule.ts'
import { createWebhook } from './adapters/web/webhook.ts'
import type { Serving } from './cli/runtime.ts'
import type { Config } from './config/config.ts'
import { describeError } from './core/errors.ts'
import { createAnswerCount } from './http/answer-count.ts'
import { createAskedHosts } from './http/asked-hosts.ts'
import { strangersAnswer } from './http/error-response.ts'
import { createOperatorApp } from './http/operator-app.ts'
import { createReadersApp } from './http/readers-app.ts'
import { createWhereApp } from './http/where-app.ts'
import type { NodeParts } from './node-parts.ts'
import { createProbing } from './node-probing.ts'
import { createWatch } from './operations/doctor/watch.ts'
import { createDocumentMemory } from './operations/document-memory.ts'
import { findAddress } from './operations/invite-reader.ts'
import { publishEditions } from './operations/publish-editions.ts'
import { createTeller } from './operations/tell-operator.ts'
import { tendMirrors } from './operations/tend-mirrors.ts'
import { tick } from './operations/tick.ts'
import { writeAddressList } from './operations/write-address-list.ts'

const documentMemoryBytes = 64 * 1024 * 1024

/** Answers readers, the operator and who asks for an address, and does what is due each minute, until the signal. */
export async function serve(config: Config, parts: NodeParts, signal: AbortSignal): Promise<Serving> {
  parts.writeAside()
  const answers = createAnswerCount()
  const asked = createAskedHosts()
  const memory = createDocumentMemory(documentMemoryBytes)
  let publishedAtMs: number | null = null
  const readers = createReadersApp({
    ...parts,
    answers,
    memory,
    asked,
  })
  const operator = createOperatorApp({
    ...parts,
    answers,
    publishedAtMs: () => publishedAtMs,
    sources: config.sources,
    addressList: config.addressList,
    token: config.operator.token,
  })
  const refuse = strangersAnswer
  const readersListener = await listen(readers, { ...config.server, refuse })
  const listeners = [readersListener]
  const listenToo = async (
    app: { fetch(request: Request): Response | Promise<Response> },
    at: Config['operator'] | NonNullable<Config['where']>,
  ) => {
    const listener = await listen(app, { host: at.host, port: at.port, refuse }).catch(async error => {
      await Promise.all(listeners.map(each => each.close()))
      throw error
    })
    listeners.push(listener)
    return listener.port
  }
  const { port } = readersListener
  const operatorPort = await listenToo(operator, config.operator)
  const wherePort =
    config.where === null ? null : await listenToo(openWhere(config.where, parts), config.where)
  parts.log.write({ event: 'started', port, operatorPort })

  let listedEpoch: number | null = null
  const publishList = async () => {
    if (config.addressList !== null) listedEpoch = await renewList(config.addressList, listedEpoch, parts)
  }
  const probing = createProbing(config, parts, signal)
  const tell = openTeller(config, parts)
  let telling = Promise.resolve()
  const tickAll = async () => {
    probing.tick()
    // Aside: a mail server may take its time.
    telling = telling.then(tell)
    await tendMirrors(config.channels, asked.take(), parts)
    await publishList()
    await tick(config.sources, parts, signal)
  }
  // Readers are answered from the first moment; what is not written ahead yet is written when it is asked for.
  const begin = async () => {
    await publishEditions(parts, { signal })
    publishedAtMs = parts.clock.nowMs()
    await tickAll()
  }
  // Caught where it begins: a stop has other things to wait for before it comes to look.
  const unlessStopped = (work: Promise<void>) =>
    work.catch(error => {
      if (!signal.aborted) throw error
    })
  let underWay = unlessStopped(begin())
  const unschedule = scheduleEveryMinute(() => {
    underWay = unlessStopped(underWay.then(tickAll))
    return underWay
  })
  const stop = async () => {
    await aborted(signal)
    await unschedule()
    await probing.finished()
    await telling
    await Promise.all(listeners.map(each => each.close()))
    await tendMirrors(config.channels, asked.take(), parts)
    await underWay
    parts.log.write({ event: 'stopped' })
  }
  return { port, operatorPort, wherePort, stopped: stop() }
}

function openTeller({ title, sources, sites, channels, mirrors, notices }: Config, parts: NodeParts) {
  const { webhook, mail } = notices
  const notifiers = [
    ...(webhook === null ? [] : [createWebhook(webhook)]),
    ...(mail === null ? [] : [createMailer(mail)]),
  ]
  const watch = createWatch({ ...parts, sources, sites, channels, seeds: mirrors })
  return createTeller({ ...parts, ...watch, title, notifiers })
}

function openWhere({ perMinute }: NonNullable<Config['where']>, parts: NodeParts) {
  return createWhereApp({
    ...parts,
    perMinute,
    findAddress: secret => findAddress(secret, parts),
  })
}

/** Writes the public list once in each epoch, whether or not anything changed. */
async function renewList(
  { file, slots, everyHours }: NonNullable<Config['addressList']>,
  listedEpoch: number | null,
  { mirrorLog, clock, log, originOf }: NodeParts,
): Promise<number | null> {
  const epoch = Math.floor(clock.nowMs() / (everyHours * 3_600_000))
  if (epoch === listedEpoch) return epoch
  try {
    const list = await writeAddressList(mirrorLog, {
      slots,
      epoch,
      originOf,
    })
    await replaceFile(file, list)
    return epoch
  } catch (error) {
    log.write({ event: 'failure', ...describeError(error) })
    return listedEpoch
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
