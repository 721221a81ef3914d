import { lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { Agent, fetch as undiciFetch } from 'undici'

// RFC 6761 §6.3: names under localhost are this machine's; not every resolver knows.
const lookupLocalToo: LookupFunction = (name, options, found) => {
  if (!/(?:^|\.)localhost\.?$/i.test(name)) lookup(name, options, found)
  else if (options.all) found(null, [{ address: '127.0.0.1', family: 4 }])
  else found(null, '127.0.0.1', 4)
}

/** The platform's fetch, for an operator's host: it finds `desk.localhost` of `npm run dev:edge` too. */
export function createDeskFetch(): typeof fetch {
  const dispatcher = new Agent({ connect: { lookup: lookupLocalToo } })
  // The two fetches are one program; their types come from two packages.
  return ((url: string | URL, init?: object) =>
    undiciFetch(url, { ...init, dispatcher })) as unknown as typeof fetch
}
