import type { ProbeClass } from './measurement.ts'

/** A passage as far as judging it needs it; see the Prober port. */
export interface JudgedPassage {
  readonly addresses: readonly string[]
  readonly answers: readonly { readonly status: number; readonly body: Uint8Array; readonly text: string }[]
  readonly bytes: number
  readonly stopped: {
    readonly at: 'vantage' | 'resolve' | 'connect' | 'handshake' | 'answer'
    readonly by: 'refused' | 'cut' | 'silent' | 'untrusted'
    readonly says: string
  } | null
}

/** What we would have sent in place of an answer. */
export interface ExpectedAnswer {
  readonly body: Uint8Array
  /** The same without content coding. */
  readonly text: string
}

export interface ProbeJudgement {
  readonly class: ProbeClass
  readonly note: string | null
}

export interface ClassifyOptions {
  /** Addresses that the host has as seen from this server; empty where that is not known. */
  readonly ownAddresses: readonly string[]
  /** What we would have sent, before and after the probe; empty where we do not know. */
  readonly expected: readonly ExpectedAnswer[]
}

/** What a passage came to, held against what we know of the host ourselves. */
export function classifyPassage(passage: JudgedPassage, options: ClassifyOptions): ProbeJudgement {
  const straight = classify(passage, options)
  // Addresses that we do not know may be a nearer machine of the same provider, as long as our page comes from there.
  const { addresses } = passage
  const isElsewhere =
    addresses.length > 0 &&
    options.ownAddresses.length > 0 &&
    !addresses.some(address => options.ownAddresses.includes(address))
  if (!isElsewhere || straight.class === 'ok' || straight.class === 'freezing') return straight
  return {
    class: 'dns-lie',
    note: `the name leads to ${addresses.join(', ')}: ${straight.note ?? straight.class}`,
  }
}

function classify({ answers, bytes, stopped }: JudgedPassage, { expected }: ClassifyOptions): ProbeJudgement {
  const [first] = answers
  if (first === undefined) return classifyStop(stopped, bytes)
  const content = compare(first, expected)
  if (content.class !== 'ok') return content
  if (stopped === null || stopped.by !== 'silent') return content
  return { class: 'freezing', note: `the connection went silent after ${bytes} bytes, behind the first page` }
}

function classifyStop(stopped: JudgedPassage['stopped'], bytes: number): ProbeJudgement {
  if (stopped === null) return { class: 'cut', note: 'the connection ended without an answer' }
  const { at, by, says } = stopped
  const note = says
  if (at === 'vantage') return { class: 'vantage-failed', note }
  if (at === 'resolve') return { class: 'dns-lie', note }
  if (at === 'connect') return { class: 'tcp-blocked', note }
  if (by === 'untrusted') return { class: 'forged-certificate', note }
  if (by === 'silent') return { class: 'frozen', note: `silent after ${bytes} bytes` }
  return { class: at === 'handshake' ? 'tls-reset' : 'cut', note }
}

function compare(
  { status, body, text }: JudgedPassage['answers'][number],
  expected: readonly ExpectedAnswer[],
): ProbeJudgement {
  if (status !== 200) return { class: 'wrong-content', note: `the answer is ${status} and not 200` }
  if (expected.length === 0 || expected.some(each => sameBytes(each.body, body)))
    return { class: 'ok', note: null }
  const own = expected.find(each => unpadded(each.text) === unpadded(text))
  if (own === undefined) return { class: 'wrong-content', note: `${body.length} bytes that are not our page` }
  const note = `the front changes what we send: ${body.length} bytes in place of ${own.body.length}`
  return { class: 'ok', note }
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}

/** What padding adds behind the end of a page that is sent plain. */
function unpadded(text: string): string {
  return text.replace(/\n(?:<!-- *-->)?\n*$/, '').trimEnd()
}
