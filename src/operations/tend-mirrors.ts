import { describeError } from '../core/errors.ts'
import { dayMs } from '../core/mirror/group.ts'
import type { Channel } from '../core/mirror/mirror.ts'
import { type MirrorHandDeps, rotateOld } from './change-mirror.ts'
import { serveWaiting } from './group-keeping.ts'

/**
 * What happens to mirrors once a minute: hosts that were asked for are noted, groups whose time has come get a host,
 * and hosts that are old enough are rotated out. Never rejects: a failure is written down.
 * @param asked hosts that readers asked for since the last time.
 */
export async function tendMirrors(
  channels: readonly Channel[],
  asked: readonly string[],
  deps: MirrorHandDeps,
): Promise<void> {
  try {
    await deps.mirrorLog.noteAsked(asked, Math.floor(deps.clock.nowMs() / dayMs))
    await serveWaiting(channels, deps)
    await rotateOld(channels, deps)
  } catch (error) {
    deps.log.write({ event: 'failure', ...describeError(error) })
  }
}
