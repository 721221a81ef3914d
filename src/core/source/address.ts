import ipaddr from 'ipaddr.js'

// RFC 4291 §2.4 and IANA's register: nothing outside 2000::/3 is handed out as global unicast. This also refuses
// what the library takes for unicast, such as the IPv4-compatible ::/96.
const globalUnicast: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3]

/** An address with its port, named in `limits.allowPrivate`. */
export interface AllowedPrivate {
  /** In its one normal spelling, an IPv6 address without brackets. */
  readonly address: string
  readonly port: number
}

/**
 * Whether an IP address is globally routable unicast: nothing private, local, shared, mapped, translated,
 * tunnelled, reserved or for documentation.
 * @param address as a resolver gives it: dotted decimal, or IPv6 without brackets; anything else is not public.
 */
export function isPublicAddress(address: string): boolean {
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) return ipaddr.IPv4.parse(address).range() === 'unicast'
  if (!ipaddr.IPv6.isValid(address) || address.includes('%')) return false
  const parsed = ipaddr.IPv6.parse(address)
  return parsed.match(globalUnicast) && parsed.range() === 'unicast'
}

/**
 * Reads one line of `limits.allowPrivate`: `127.0.0.1:8090`, `[::1]:8090`.
 * @returns null for anything but one exact address and port.
 */
export function parseAllowedPrivate(text: string): AllowedPrivate | null {
  const match = /^(?:\[([0-9a-f:.]+)\]|([0-9.]+)):([1-9][0-9]{0,4})$/i.exec(text)
  const address = normalAddress(match?.[1] ?? match?.[2] ?? '')
  const isBracketed = match?.[1] !== undefined
  const port = Number(match?.[3])
  if (address === null || address.includes(':') !== isBracketed || !(port <= 65_535)) return null
  return { address, port }
}

/** Whether the operator named exactly this address and port. */
export function isAllowedPrivate(allow: readonly string[], address: string, port: number): boolean {
  const wanted = normalAddress(address)
  if (wanted === null) return false
  return allow.some(text => {
    const allowed = parseAllowedPrivate(text)
    return allowed !== null && allowed.address === wanted && allowed.port === port
  })
}

/** Whether a host is an IP address, as a URL's parser writes it, without brackets. */
export function isIpAddress(host: string): boolean {
  return addressBytes(host) !== null
}

/** The 4 or 16 bytes of an IP address; null for what is none. */
export function addressBytes(host: string): readonly number[] | null {
  const address = normalAddress(host)
  return address === null ? null : ipaddr.parse(address).toByteArray()
}

function normalAddress(address: string): string | null {
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) return address
  if (!ipaddr.IPv6.isValid(address) || address.includes('%')) return null
  return ipaddr.IPv6.parse(address).toRFC5952String()
}
