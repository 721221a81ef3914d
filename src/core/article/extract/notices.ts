import { kinds } from './kinds.ts'
import { measure } from './measure.ts'
import { isWarning, mayHold, namesStatus } from './notice-rules.ts'
import { childrenAt, cut, lineAt, type Outline } from './outline.ts'

const maxNoticeLength = 2_000
/** No page has more; each is looked for among all that stands around it. */
const maxNotices = 50
/** A paragraph that warns its readers is no longer. */
const maxWarningLength = 1_000

/**
 * Takes the publisher's own notices to its readers out of the page, wherever they stand, each complete: the paragraph
 * that was known by its words together with the others of its wrapper.
 * @returns the notices in document order, lines parted by newlines, each once.
 */
export function takeNotices(outline: Outline): readonly string[] {
  const notices: string[] = []
  const { text: lengths } = measure(outline)
  let found = 0
  for (let at = 1; at < outline.elements.length && found < maxNotices; at++) {
    if (((outline.kinds[at] ?? 0) & kinds.notice) === 0 || outline.isCut[at] === 1) continue
    if (isLonger(lengths, at, maxNoticeLength)) continue
    const line = lineAt(outline, at)
    if (line.length > maxNoticeLength || !mayHold(line) || !isNotice(outline, { at, line, lengths })) continue
    const parts = wholeNotice(outline, at, lengths)
    found++
    const text = parts
      .map(part => lineAt(outline, part))
      .filter(part => part !== '')
      .join('\n')
    if (!notices.some(known => known.includes(text))) notices.push(text)
    for (const part of parts) {
      cut(outline, part, { step: 'notice', reason: 'kept apart as a notice' })
      takeFromAround(outline, part, lengths)
    }
    outline.drop.sweep()
  }
  return notices
}

/** Whether a line is longer than this by any count, so that it need not be read: a wide letter weighs two. */
function isLonger(lengths: Int32Array, at: number, length: number): boolean {
  return (lengths[at] ?? 0) > length * 2
}

function takeFromAround({ parents }: Outline, at: number, lengths: Int32Array): void {
  const length = lengths[at] ?? 0
  for (let around = parents[at] ?? -1; around >= 0; around = parents[around] ?? -1)
    lengths[around] = (lengths[around] ?? 0) - length
}

interface Candidate {
  readonly at: number
  readonly line: string
  readonly lengths: Int32Array
}

function isNotice(outline: Outline, candidate: Candidate): boolean {
  const { line } = candidate
  return (
    (line.length <= maxWarningLength && isWarning(line)) ||
    (namesStatus(line) && standsAlone(outline, candidate))
  )
}

/** Whether the wrapper says little more than this line: then it is no paragraph of an article. */
function standsAlone(outline: Outline, { at, line, lengths }: Candidate): boolean {
  const around = outline.parents[at] ?? -1
  return (
    line.length <= 600 &&
    around >= 0 &&
    outline.elements[around]?.name !== 'body' &&
    !isLonger(lengths, around, line.length * 1.2) &&
    lineAt(outline, around).length <= line.length * 1.2
  )
}

/** The paragraph with those around it in the same wrapper, where the wrapper is the notice's own. */
function wholeNotice(outline: Outline, at: number, lengths: Int32Array): readonly number[] {
  const around = outline.parents[at] ?? -1
  const siblings = childrenAt(outline, around)
  if (siblings.length <= 8 && !isLonger(lengths, around, maxNoticeLength)) {
    const whole = lineAt(outline, around)
    const lines = siblings.map(sibling => lineAt(outline, sibling))
    const known = lines.filter(line => isWarning(line) || namesStatus(line))
    const knownLength = known.reduce((sum, line) => sum + line.length, 0)
    if (whole.length <= maxNoticeLength && knownLength >= whole.length * 0.5)
      return siblings.filter((_, index) => lines[index] !== '')
  }
  const index = siblings.indexOf(at)
  const isPart = (sibling: number): boolean => {
    const line = isLonger(lengths, sibling, maxPartLength) ? '' : lineAt(outline, sibling)
    return line.length <= maxPartLength && namesStatus(line)
  }
  return siblings
    .slice(Math.max(0, index - 1), index + 2)
    .filter(sibling => sibling === at || isPart(sibling))
}

const maxPartLength = 300
