import { createMemoryArchive } from '../../src/adapters/memory/archive.ts'
import { createFixedClock, type FixedClock } from '../../src/adapters/memory/clock.ts'
import { createMemoryLog, type MemoryLog } from '../../src/adapters/memory/log.ts'
import { createMemoryMirrorLog } from '../../src/adapters/memory/mirror-log.ts'
import { createMemoryPublisher } from '../../src/adapters/memory/publisher.ts'
import { createNodeCompressor } from '../../src/adapters/node/compressor.ts'
import { defaultGroupRules } from '../../src/core/mirror/group.ts'
import type { Channel, Mirror, MirrorState } from '../../src/core/mirror/mirror.ts'
import type { Site } from '../../src/core/page/site.ts'
import { createAnswerCount } from '../../src/http/answer-count.ts'
import { createAskedHosts } from '../../src/http/asked-hosts.ts'
import type { ReadersDeps } from '../../src/http/readers-app.ts'
import { createDocumentMemory } from '../../src/operations/document-memory.ts'
import { sampleNowMs } from './sample-article.ts'

export const sampleSite: Site = {
  title: 'Example News',
  description: null,
  rights: null,
  contact: null,
  language: 'en',
  reviewedLanguages: [],
  feeds: [],
  sources: [
    {
      id: 'example',
      name: 'Example Newsroom',
      website: 'https://news.example/',
      rights: '© Example Newsroom',
    },
  ],
}

export const publicChannel: Channel = {
  id: 'public',
  kind: 'public',
  audience: 'open',
  neutralTitle: null,
  epub: false,
  signatures: true,
  oneExchangePerConnection: false,
  groups: defaultGroupRules,
  rotation: { leadHours: 48, everyDays: null },
}

export function sampleMirror(host: string, state: MirrorState = 'live', channelId = 'public'): Mirror {
  const addedAtMs = sampleNowMs - 1_000
  return { host, channelId, state, blockedIn: [], provider: null, addedAtMs, changedAtMs: addedAtMs }
}

/** All that readers are served from, in memory: one public channel with `a.example` and `b.example` live. */
export async function openReadingRoom(
  changes: Partial<ReadersDeps> = {},
): Promise<ReadersDeps & { readonly clock: FixedClock; readonly log: MemoryLog }> {
  const mirrorLog = createMemoryMirrorLog()
  await mirrorLog.record({ mirrors: [sampleMirror('a.example'), sampleMirror('b.example')], changes: [] })
  return {
    archive: createMemoryArchive(),
    mirrorLog,
    publisher: createMemoryPublisher(),
    compressor: createNodeCompressor(),
    signer: null,
    site: sampleSite,
    channels: [publicChannel],
    aggregators: null,
    originOf: host => `https://${host}`,
    memory: createDocumentMemory(10_000_000),
    answers: createAnswerCount(),
    asked: createAskedHosts(),
    ...changes,
    clock: createFixedClock(sampleNowMs),
    log: createMemoryLog(),
  }
}
