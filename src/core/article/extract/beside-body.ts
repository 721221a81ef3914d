import { isCorrection } from './correction-rules.ts'
import { isCredit } from './credit-rules.ts'
import type { Ledger } from './ledger.ts'
import type { Passage } from './passages.ts'
import type { Survey } from './survey-page.ts'

/** How far from the body a credit or a correction may stand. */
const before = 2
const behind = 6
/** Less says nothing, and is a button. */
const minLength = 6

/** What stands at the edges of a body and is none of it, but says something of the article. */
export interface LinesBeside {
  readonly credits: readonly string[]
  readonly corrections: readonly string[]
  /** Who wrote it, where nothing in front of the body says so. */
  readonly author: readonly string[] | null
  /** Its topics, where no machine is told any. */
  readonly topics: readonly string[]
}

export const noLines: LinesBeside = { credits: [], corrections: [], author: null, topics: [] }

/** Reads, among what was left out right before a body and right behind it, whose reports were used and what was put right. */
export function readBeside(
  { passages, hints: { standings } }: Pick<Survey, 'passages' | 'hints'>,
  chosen: readonly boolean[],
  ledger: Ledger,
): LinesBeside {
  const first = chosen.indexOf(true)
  const last = chosen.lastIndexOf(true)
  if (first < 0) return noLines
  const credits: string[] = []
  const corrections: string[] = []
  for (let at = Math.max(0, first - before); at < passages.length && at <= last + behind; at++) {
    if (at === first) at = last + 1
    const passage = passages[at]
    if (passage === undefined || standings[at] === 0 || isLink(passage)) continue
    const { line, element } = passage
    if (line.length < minLength) continue
    if (isCorrection(line)) {
      corrections.push(line)
      ledger.note(element, { step: 'correction', reason: 'kept apart as a correction' })
    } else if (at > last && isCredit(line)) {
      credits.push(line)
      ledger.note(element, { step: 'credit', reason: 'kept apart as a credit' })
    }
  }
  return { credits, corrections, author: null, topics: [] }
}

function isLink({ linked, length }: Passage): boolean {
  return linked > length * 0.8
}
