import { toIso } from '../core/instant.ts'
import { mirrorStates } from '../core/mirror/mirror.ts'
import type { Source } from '../core/source/source.ts'
import { workId } from '../core/source/work.ts'
import type { Archive } from '../ports/archive.ts'
import type { MirrorLog } from '../ports/mirror-log.ts'
import type { SourceLog } from '../ports/source-log.ts'
import type { WorkLog } from '../ports/work-log.ts'

export interface StatusDeps {
  readonly archive: Archive
  readonly sourceLog: SourceLog
  readonly mirrorLog: MirrorLog
  /** Only where pulling is cut into pieces. */
  readonly workLog?: WorkLog
  readonly site: { readonly title: string }
  readonly sources: readonly Source[]
}

export type Status = Awaited<ReturnType<typeof readStatus>>

/** One screen of how things stand. */
export async function readStatus({ archive, sourceLog, mirrorLog, workLog, site, sources }: StatusDeps) {
  const [all, [newest], states, mirrors, announcements] = await Promise.all([
    archive.edition('all'),
    archive.newest('all', 1),
    sourceLog.list(),
    mirrorLog.list(),
    mirrorLog.announcements(),
  ])
  const followed = states.filter(state => sources.some(source => source.id === state.sourceId))
  const announced = announcements.at(-1)
  return {
    title: site.title,
    articles: all?.count ?? 0,
    newest: newest === undefined ? null : { title: newest.title, published: toSecond(newest.publishedMs) },
    sources: {
      followed: sources.length,
      neverPulled: sources.length - followed.length,
      failing: followed.filter(state => state.failures > 0).map(state => state.sourceId),
    },
    mirrors: Object.fromEntries(
      mirrorStates.map(state => [
        state,
        mirrors.filter(mirror => mirror.state === state).map(mirror => mirror.host),
      ]),
    ),
    lastRotation:
      announced === undefined
        ? null
        : {
            channel: announced.channelId,
            from: announced.fromHost,
            to: announced.toHost,
            announced: toSecond(announced.announcedAtMs),
          },
    /** Null where pulling is not cut into pieces. */
    work: workLog === undefined ? null : await readWork(workLog),
  }
}

async function readWork(workLog: WorkLog) {
  const failures = await workLog.failures()
  const givenUp = failures.filter(failure => failure.isGivenUp)
  return {
    failing: failures.length - givenUp.length,
    givenUp: givenUp.map(({ work, error, failedAtMs }) => ({
      id: workId(work),
      error,
      failed: toSecond(failedAtMs),
    })),
  }
}

function toSecond(ms: number): string {
  return toIso(Math.floor(ms / 1000) * 1000)
}
