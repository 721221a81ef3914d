import { kinds } from './kinds.ts'
import { measure } from './measure.ts'
import { isWarning, mayHold, namesStatus } from './notice-rules.ts'
import { childrenAt, cut, lineAt, type Outline } from './outline.ts'

const maxNoticeLength = 2_000

/**
 * Takes the publisher's own notices to its readers out of the page, wherever they stand, each complete: the paragraph
 * that was known by its words together with the others of its wrapper.
 * @returns the notices in document order, lines parted by newlines, each once.
 */
export function takeNotices(outline: Outline): readonly string[] {
  const notices: string[] = []
  const { text: lengths } = measure(outline)
  for (let at = 1; at < outline.elements.length; at++) {
    if (((outline.kinds[at] ?? 0) & kinds.notice) === 0 || outline.isCut[at] === 1) continue
    // A wide letter weighs two: this is longer by any count.
    if ((lengths[at] ?? 0) > maxNoticeLength * 2) continue
    const line = lineAt(outline, at)
    if (line.length > maxNoticeLength || !mayHold(line) || !isNotice(outline, at, line)) continue
    const parts = wholeNotice(outline, at)
    const text = parts
      .map(part => lineAt(outline, part))
      .filter(part => part !== '')
      .join('\n')
    if (!notices.some(known => known.includes(text))) notices.push(text)
    for (const part of parts) cut(outline, part, { step: 'notice', reason: 'kept apart as a notice' })
    outline.drop.sweep()
  }
  return notices
}

function isNotice(outline: Outline, at: number, line: string): boolean {
  return isWarning(line) || (namesStatus(line) && standsAlone(outline, at, line))
}

/** Whether the wrapper says little more than this line: then it is no paragraph of an article. */
function standsAlone(outline: Outline, at: number, line: string): boolean {
  const around = outline.parents[at] ?? -1
  return (
    line.length <= 600 &&
    around >= 0 &&
    outline.elements[around]?.name !== 'body' &&
    lineAt(outline, around).length <= line.length * 1.2
  )
}

/** The paragraph with those around it in the same wrapper, where the wrapper is the notice's own. */
function wholeNotice(outline: Outline, at: number): readonly number[] {
  const around = outline.parents[at] ?? -1
  const whole = lineAt(outline, around)
  const siblings = childrenAt(outline, around)
  const lines = siblings.map(sibling => lineAt(outline, sibling))
  if (whole.length <= maxNoticeLength && siblings.length <= 8) {
    const known = lines.filter(line => isWarning(line) || namesStatus(line))
    const knownLength = known.reduce((sum, line) => sum + line.length, 0)
    if (knownLength >= whole.length * 0.5) return siblings.filter((_, index) => lines[index] !== '')
  }
  const index = siblings.indexOf(at)
  const isPart = (line: string): boolean => line.length <= 300 && namesStatus(line)
  return siblings.filter(
    (_, other) => other === index || (Math.abs(other - index) === 1 && isPart(lines[other] ?? '')),
  )
}
