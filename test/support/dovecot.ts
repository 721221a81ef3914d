import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { ImapFlow } from 'imapflow'
import { missing } from './needs.ts'

const program = '/usr/sbin/dovecot'
export const dovecot = missing(program, 'dovecot-imapd')

export interface MailServer {
  /** `imap://…` with user and password. */
  readonly url: string
  /** Puts a mail into the folder, as a mail server does. */
  deliver(mail: string, options?: { receivedAt?: Date; folder?: string }): Promise<void>
  /** The mails of a folder, with their flags. */
  mails(folder?: string): Promise<readonly { text: string; flags: readonly string[] }[]>
  /** Ends the server's processes as a crash does. */
  crash(): Promise<void>
  start(): Promise<void>
  /** Throws all mails away. */
  empty(): Promise<void>
  stop(): Promise<void>
}

/**
 * Debian's Dovecot on a free port of loopback, as whoever runs the test, or as nobody where that is root.
 * @param options.canIdle whether it tells of new mail by itself.
 */
export async function startDovecot({ canIdle = true } = {}): Promise<MailServer> {
  const folder = await mkdtemp(join(tmpdir(), 'tamizdat-imap-'))
  const isRoot = userInfo().uid === 0
  const name = isRoot ? 'nobody' : userInfo().username
  const [uid, gid] = ['-u', '-g'].map(flag => Number(execFileSync('id', [flag, name]))) as [number, number]
  const group = execFileSync('id', ['-gn', name]).toString().trim()
  const port = await freePort()
  const file = join(folder, 'dovecot.conf')
  await writeFile(file, configOf({ folder, name, group, uid, gid, port, canIdle }))
  await mkdir(join(folder, 'home'))
  for (const each of [folder, join(folder, 'home'), file]) await chown(each, uid, gid)

  let child: ReturnType<typeof spawn> | null = null
  const url = `imap://ask:p%40ss@127.0.0.1:${port}`
  const stop = async () => {
    const pid = child?.pid
    if (child === null || pid === undefined) return
    const closed = once(child, 'close')
    // Its whole group: a connection has a process of its own.
    process.kill(-pid, 'SIGKILL')
    await closed
    child = null
  }
  const server: MailServer = {
    url,
    async start() {
      child = spawn(program, ['-F', '-c', file], {
        stdio: 'ignore',
        detached: true,
        ...(isRoot && { uid, gid }),
      })
      await listening(port)
    },
    crash: stop,
    async deliver(mail, { receivedAt, folder: box = 'INBOX' } = {}) {
      await using client = await openClient(port)
      await client.mailboxCreate(box).catch(() => undefined)
      await client.append(box, mail.replaceAll(/\r?\n/g, '\r\n'), [], receivedAt)
    },
    async mails(box = 'INBOX') {
      await using client = await openClient(port)
      await client.mailboxCreate(box).catch(() => undefined)
      const { exists } = await client.mailboxOpen(box)
      if (exists === 0) return []
      const found = await client.fetchAll('1:*', { source: true, flags: true })
      return found.map(({ source, flags }) => ({ text: String(source), flags: [...(flags ?? [])] }))
    },
    async empty() {
      await using client = await openClient(port)
      for (const { path } of await client.list()) {
        await client.mailboxOpen(path)
        if (client.mailbox && client.mailbox.exists > 0) await client.messageDelete('1:*')
      }
    },
    async stop() {
      await stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
  await server.start()
  return server
}

async function openClient(port: number) {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port,
    secure: false,
    auth: { user: 'ask', pass: 'p@ss' },
    logger: false,
  })
  await client.connect()
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.logout() })
}

function configOf(options: {
  folder: string
  name: string
  group: string
  uid: number
  gid: number
  port: number
  canIdle: boolean
}): string {
  const { folder, name, group, uid, gid, port, canIdle } = options
  const services = ['anvil', 'stats', 'auth', 'auth-worker', 'config', 'dict', 'director', 'indexer']
  return `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
protocols = imap
ssl = no
disable_plaintext_auth = no
auth_failure_delay = 0
default_internal_user = ${name}
default_internal_group = ${group}
default_login_user = ${name}
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:${folder}/home/mail
${canIdle ? '' : 'imap_capability = IMAP4rev1 LITERAL+ UIDPLUS'}
passdb {
  driver = static
  args = password=p@ss
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${folder}/home
}
service imap-login {
  chroot =
  inet_listener imap {
    address = 127.0.0.1
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
${services.map(service => `service ${service} {\n  chroot =\n}`).join('\n')}
`
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

async function listening(port: number): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt++) {
    const socket = connect(port, '127.0.0.1')
    const isOpen = await new Promise<boolean>(resolve => {
      socket.on('connect', () => resolve(true)).on('error', () => resolve(false))
    })
    socket.destroy()
    if (isOpen) return
    await new Promise(done => setTimeout(done, 20))
  }
  throw new Error('dovecot does not listen')
}
