import type { Channel, Mirror } from '../core/mirror/mirror.ts'
import { enlistMirror, type MirrorHandDeps, type MirrorSeed } from './change-mirror.ts'
import { renewMirror } from './renew-mirror.ts'

/**
 * Puts a host into the pool, or notes of one that is there until when its name is registered.
 * @throws AppError `mirror-refused` for one that is there where no end of the registration is given, `channel-not-found`.
 */
export async function putMirror(
  seed: MirrorSeed,
  channels: readonly Channel[],
  deps: MirrorHandDeps,
): Promise<{ readonly mirror: Mirror; readonly isRenewed: boolean }> {
  const { host, expiresAtMs } = seed
  if (expiresAtMs !== undefined && (await deps.mirrorLog.find(host)) !== null)
    return { mirror: await renewMirror(host, expiresAtMs, deps), isRenewed: true }
  return { mirror: await enlistMirror(seed, channels, deps), isRenewed: false }
}
