import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A proxy that others wrote, running on loopback. */
export interface DebianProxy {
  readonly port: number
  readonly host: string
  close(): Promise<void>
}

export const microsocks = '/usr/bin/microsocks'
export const privoxy = '/usr/sbin/privoxy'

/** A SOCKS5 proxy; with a user name it wants a password. */
export async function startMicrosocks(credentials?: {
  username: string
  password: string
}): Promise<DebianProxy> {
  const port = await freePort()
  const login = credentials === undefined ? [] : ['-u', credentials.username, '-P', credentials.password]
  return running(spawn(microsocks, ['-i', '127.0.0.1', '-p', `${port}`, ...login], { stdio: 'ignore' }), port)
}

/** An HTTP proxy. */
export async function startPrivoxy(): Promise<DebianProxy> {
  const port = await freePort()
  const folder = await mkdtemp(join(tmpdir(), 'tamizdat-privoxy-'))
  const file = join(folder, 'config')
  await writeFile(file, `listen-address 127.0.0.1:${port}\nkeep-alive-timeout 5\n`)
  const proxy = await running(spawn(privoxy, ['--no-daemon', file], { stdio: 'ignore' }), port)
  return {
    ...proxy,
    async close() {
      await proxy.close()
      await rm(folder, { recursive: true })
    },
  }
}

async function running(child: ChildProcess, port: number): Promise<DebianProxy> {
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error(`the proxy ended with ${child.exitCode}`)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  return {
    port,
    host: `127.0.0.1:${port}`,
    async close() {
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1')
    socket.on('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}
