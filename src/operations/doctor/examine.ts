import { AppError, messageOf } from '../../core/errors.ts'
import { answersCheck } from './answers.ts'
import { certificatesCheck } from './certificates.ts'
import { bad, type Check, type DoctorDeps, type Finding } from './check.ts'
import { clockCheck } from './clock.ts'
import { configurationCheck } from './configuration.ts'
import { conflictsCheck } from './conflicts.ts'
import { domainsCheck } from './domains.ts'
import { frontCheck } from './front.ts'
import { listenersCheck } from './listeners.ts'
import { mailboxCheck } from './mailbox.ts'
import { poolCheck } from './pool.ts'
import { rulesCheck } from './rules.ts'
import { signingCheck } from './signing.ts'
import { sourcesCheck } from './sources.ts'
import { standbysCheck } from './standbys.ts'
import { storeCheck } from './store.ts'
import { tiesCheck } from './ties.ts'
import { vanishedCheck } from './vanished.ts'
import { versionCheck } from './version.ts'

/** In the order in which things are mended: what is below rests on what is above. */
const checks: readonly Check[] = [
  versionCheck,
  configurationCheck,
  storeCheck,
  clockCheck,
  sourcesCheck,
  rulesCheck,
  signingCheck,
  listenersCheck,
  mailboxCheck,
  frontCheck,
  answersCheck,
  certificatesCheck,
  domainsCheck,
  standbysCheck,
  tiesCheck,
  poolCheck,
  vanishedCheck,
  conflictsCheck,
]

export type Examined = Finding & { readonly id: string }

/**
 * Looks at everything that can be wrong with a set-up; a check that fails itself never hides the others.
 * @param ids only these checks; default: all.
 */
export async function examine(deps: DoctorDeps, ids?: readonly string[]): Promise<readonly Examined[]> {
  const examined: Examined[] = []
  for (const { id, run } of checks.filter(check => ids?.includes(check.id) ?? true)) {
    const findings = await run(deps).catch(error => [asFinding(error)])
    examined.push(...findings.map(finding => ({ id, ...finding })))
  }
  return examined
}

function asFinding(error: unknown): Finding {
  const message = messageOf(error)
  const next = error instanceof AppError ? error.next : undefined
  return bad(`this could not be looked at: ${message}`, next ?? 'npx tamizdat doctor --debug')
}
