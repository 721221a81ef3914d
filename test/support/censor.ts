import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { readServerName } from './client-hello.ts'
import { type FreezingLine, startFreezingLine } from './freezing-line.ts'
import { startLyingResolver } from './lying-resolver.ts'

/** One thing that a censor does; a host may be a name or, with a leading dot, all that ends so. */
export type CensorRule =
  | { readonly does: 'reset'; readonly host: string }
  | { readonly does: 'lie'; readonly host: string }
  | { readonly does: 'block-address'; readonly address: string }
  | { readonly does: 'freeze'; readonly host: string }
  /** Leads to who shows another certificate. */
  | { readonly does: 'forge'; readonly host: string; readonly toPort: number }

/** Where a host really is. */
export interface CensoredHost {
  readonly host: string
  /** One of 127.0.0.0/8, told by DNS. */
  readonly address: string
  /** Where TLS ends for it. */
  readonly port: number
}

/** Somebody on the only line between readers and hosts, on loopback. */
export interface Censor {
  /** The port of every host, at its own address. */
  readonly port: number
  /** The readers' resolver. */
  readonly resolverPort: number
  /** What it did so far, in words. */
  readonly deeds: readonly string[]
  apply(rule: CensorRule): Promise<void>
  /** Forgets every rule. */
  relent(): Promise<void>
  close(): Promise<void>
}

/** What a connection may carry where connections freeze: measured on networks that do so (net4people/bbs#490). */
export const frozenAfterBytes = 16_000
/** Where lies lead to: nobody is there. */
export const lyingAddress = '127.0.0.66'

export async function startCensor(hosts: readonly CensoredHost[]): Promise<Censor> {
  const deeds: string[] = []
  const rules: CensorRule[] = []
  const sockets = new Set<Socket>()
  const lines = new Map<string, FreezingLine>()
  for (const { host, port } of hosts) lines.set(host, await startFreezingLine(port, frozenAfterBytes))

  const ruleFor = (does: CensorRule['does'], host: string) =>
    rules.find(rule => rule.does === does && 'host' in rule && covers(rule.host, host))
  const resolver = await startLyingResolver(name => {
    const known = hosts.find(each => each.host === name)
    if (ruleFor('lie', name) === undefined) return known?.address ?? null
    deeds.push(`DNS: says that ${name} is at ${lyingAddress}`)
    return lyingAddress
  })

  /** Lets a connection through, or does to it what the rules say. */
  function judge(near: Socket, greeting: Buffer, name: string): void {
    if (ruleFor('reset', name) !== undefined) {
      deeds.push(`TLS: reads the name ${name} and resets the connection`)
      near.resetAndDestroy()
      return
    }
    const forged = ruleFor('forge', name)
    const isFrozen = ruleFor('freeze', name) !== undefined
    if (forged !== undefined) deeds.push(`TLS: shows a certificate of its own for ${name}`)
    if (isFrozen) deeds.push(`TCP: will freeze this connection to ${name} after ${frozenAfterBytes} bytes`)
    const honest = hosts.find(each => each.host === name)?.port
    const port = forged?.does === 'forge' ? forged.toPort : isFrozen ? lines.get(name)?.port : honest
    if (port === undefined) {
      near.destroy()
      return
    }
    const far = connect(port, '127.0.0.1')
    sockets.add(far)
    far.on('error', () => near.destroy()).on('close', () => near.destroy())
    near.on('close', () => far.destroy())
    far.write(greeting)
    near.pipe(far).pipe(near)
  }

  function watch(near: Socket): void {
    sockets.add(near)
    near.on('error', () => near.destroy())
    let greeting = Buffer.alloc(0)
    const read = (chunk: Buffer) => {
      greeting = Buffer.concat([greeting, chunk])
      const name = readServerName(greeting)
      if (name === undefined) return
      near.off('data', read)
      near.pause()
      judge(near, greeting, name ?? '')
    }
    near.on('data', read)
  }

  const listeners = new Map<string, Server>()
  let port = 0
  const listen = async (address: string) => {
    const server = createServer(watch)
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, address, resolve)
    })
    port = (server.address() as AddressInfo).port
    listeners.set(address, server)
  }
  for (const address of new Set(hosts.map(each => each.address))) await listen(address)

  return {
    port,
    resolverPort: resolver.port,
    deeds,
    async apply(rule) {
      rules.push(rule)
      if (rule.does !== 'block-address') return
      deeds.push(`TCP: lets nobody connect to ${rule.address}`)
      listeners.get(rule.address)?.close()
      listeners.delete(rule.address)
    },
    async relent() {
      rules.length = 0
      for (const { address } of hosts) if (!listeners.has(address)) await listen(address)
    },
    async close() {
      for (const server of listeners.values()) server.close()
      for (const socket of sockets) socket.destroy()
      await Promise.all([...lines.values()].map(line => line.close()))
      await resolver.close()
    },
  }
}

function covers(pattern: string, host: string): boolean {
  return pattern.startsWith('.') ? host.endsWith(pattern) : host === pattern
}
