import type { Mirror } from './mirror.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/**
 * Hosts whose certificate is to be taken in this hour, the most urgent first. One in use is due at once; a standby at a
 * moment that is evenly spread over its first days in the pool, since an authority writes every certificate into a public
 * list (RFC 9162), and names that come up in it together belong together. Nothing is kept between the hours: the chance of
 * each is one in the hours that it has left.
 * @param options.certified hosts that have a certificate.
 * @param options.days within how many days of its being added each standby has had its turn.
 * @param options.random numbers in [0, 1).
 */
export function drawCertificates(
  pool: readonly Mirror[],
  options: {
    readonly certified: ReadonlySet<string>
    readonly days: number
    readonly nowMs: number
    readonly random: () => number
  },
): readonly Mirror[] {
  const waiting = pool.filter(({ host, state }) => {
    // A retired host is given up, and an onion address is its own certificate.
    return state !== 'retired' && !host.endsWith('.onion') && !options.certified.has(host)
  })
  const drawn = waiting
    .filter(mirror => mirror.state === 'standby')
    .filter(mirror => {
      const hoursLeft = (mirror.addedAtMs + options.days * dayMs - options.nowMs) / hourMs
      return hoursLeft <= 1 || options.random() < 1 / hoursLeft
    })
    .map(mirror => ({ mirror, place: options.random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ mirror }) => mirror)
  return [...waiting.filter(mirror => mirror.state !== 'standby'), ...drawn]
}
