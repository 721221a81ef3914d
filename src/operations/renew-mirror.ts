import { AppError } from '../core/errors.ts'
import type { Mirror } from '../core/mirror/mirror.ts'
import type { MirrorHandDeps } from './change-mirror.ts'

/**
 * Notes until when the name of a mirror is registered.
 * @throws AppError `mirror-not-found`.
 */
export async function renewMirror(
  host: string,
  expiresAtMs: number,
  { mirrorLog, auditLog, actor, clock }: MirrorHandDeps,
): Promise<Mirror> {
  const found = await mirrorLog.find(host)
  if (found === null)
    throw new AppError('mirror-not-found', `there is no mirror ${host}`, {
      next: 'see: tamizdat mirrors list',
    })
  const mirror = { ...found, expiresAtMs }
  await mirrorLog.record({ mirrors: [mirror], changes: [] })
  const detail = `registered until ${new Date(expiresAtMs).toISOString().slice(0, 10)}`
  await auditLog.record({ atMs: clock.nowMs(), actor, action: 'mirror-renewed', subject: host, detail })
  return mirror
}
