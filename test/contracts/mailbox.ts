import { describe, expect, test } from 'vitest'
import type { Mailbox } from '../../src/ports/mailbox.ts'

/** A mail server with one box, its folder that is watched and one that is swept. */
export interface TestMailServer {
  open(): Promise<Mailbox>
  deliver(mail: string, options: { receivedAtMs?: number; isElsewhere?: boolean }): Promise<void>
  /** What is in both folders. */
  mails(): Promise<readonly string[]>
}

const first = 'Subject: one\r\n\r\nпервое\r\n'
const second = 'Subject: two\r\n\r\nsecond\r\n'
// A letter for each byte.
const asRead = (mail: string) => Buffer.from(mail).toString('latin1')

/** What every mailbox keeps to. `start` gives a server whose folders are empty. */
export function mailboxContract(
  name: string,
  start: () => Promise<TestMailServer>,
  { isSkipped = false } = {},
): void {
  const signal = new AbortController().signal

  async function withTwo() {
    const server = await start()
    await server.deliver(first, { receivedAtMs: Date.UTC(2026, 10, 1) })
    await server.deliver(second, {})
    const mailbox = await server.open()
    const [one, two] = await mailbox.list()
    if (one === undefined || two === undefined) throw new Error('they are not there')
    return { server, mailbox, one, two }
  }

  describe.skipIf(isSkipped)(`${name} keeps the contract of a mailbox:`, () => {
    test('an empty one has nothing', async () => {
      const mailbox = await (await start()).open()

      expect(await mailbox.list()).toEqual([])
      await mailbox.close()
    })

    test('mails come oldest first, as they came, with when they came', async () => {
      const { mailbox, one, two } = await withTwo()

      expect(one.receivedAtMs).toBe(Date.UTC(2026, 10, 1))
      expect([await mailbox.read(one.id), await mailbox.read(two.id)]).toEqual([first, second].map(asRead))
      await mailbox.close()
    })

    test('what is destroyed is gone at once', async () => {
      const { server, mailbox, one, two } = await withTwo()

      await mailbox.destroy(one.id)

      expect(await mailbox.list()).toMatchObject([{ id: two.id }])
      expect(await mailbox.read(one.id)).toBe(null)
      expect(await server.mails()).toEqual([second])
      await mailbox.close()
    })

    test('what was taken and not finished is thrown away by whoever opens the box next', async () => {
      const { server, mailbox, one, two } = await withTwo()
      await mailbox.take(one.id)
      await mailbox.close()

      const next = await server.open()

      expect(await next.list()).toMatchObject([{ id: two.id }])
      expect(await server.mails()).toEqual([second])
      await next.close()
    })

    test('what was given back waits again, under the number that it had', async () => {
      const { server, mailbox, one } = await withTwo()
      await mailbox.take(one.id)
      await mailbox.giveBack(one.id)
      await mailbox.close()

      const next = await server.open()

      expect((await next.list())[0]).toEqual(one)
      await next.close()
    })

    test('sweeping empties the other folder alone', async () => {
      const { server, mailbox } = await withTwo()
      await server.deliver('Subject: sent\r\n\r\nhttps://…\r\n', { isElsewhere: true })
      expect(await server.mails()).toHaveLength(3)

      await mailbox.sweep()

      expect(await server.mails()).toEqual([first, second])
      expect(await mailbox.list()).toHaveLength(2)
      await mailbox.close()
    })

    test('waiting ends when a mail comes', async () => {
      const server = await start()
      const mailbox = await server.open()
      await mailbox.list()

      const waited = mailbox.wait(600_000, signal)
      await server.deliver(first, {})
      await waited

      expect(await mailbox.list()).toHaveLength(1)
      await mailbox.close()
    })

    test('waiting ends at once for a mail that came while another folder was swept', async () => {
      const server = await start()
      const mailbox = await server.open()
      await mailbox.list()

      await server.deliver(first, {})
      await mailbox.sweep()
      await mailbox.wait(600_000, signal)

      expect(await mailbox.list()).toHaveLength(1)
      await mailbox.close()
    })

    test('waiting ends at once when it is broken off, and the box can be used after it', async () => {
      const mailbox = await (await start()).open()
      await mailbox.list()
      const stopping = new AbortController()

      const waited = mailbox.wait(600_000, stopping.signal)
      stopping.abort()
      await waited

      expect(await mailbox.list()).toEqual([])
      await mailbox.close()
    })
  })
}
