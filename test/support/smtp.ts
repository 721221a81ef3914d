import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export interface SentMail {
  readonly to: readonly string[]
  readonly text: string
}

/**
 * A mail server on loopback that takes everything.
 * @param onMail called with each mail before it is taken; what it throws refuses the mail.
 */
export async function startSmtp(onMail: (mail: SentMail) => Promise<void> = async () => undefined) {
  const sent: SentMail[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', chunk => chunks.push(chunk))
      stream.on('end', () => {
        const mail = {
          to: session.envelope.rcptTo.map(each => each.address),
          text: Buffer.concat(chunks).toString(),
        }
        onMail(mail).then(
          () => {
            sent.push(mail)
            done()
          },
          (error: Error) => done(error),
        )
      })
    },
  })
  server.on('error', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    sent,
    close: () => new Promise<void>(done => server.close(done)),
  }
}
