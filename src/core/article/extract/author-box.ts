import { chromeNames } from './chrome-names.ts'
import { isCalled, type Outline } from './outline.ts'
import type { Passage } from './passages.ts'
import { isPersonName, isRole } from './person-name.ts'
import { signersOf } from './shown-byline.ts'

/** How far behind a body its author may sign, and how far what introduces him to readers may stand. */
const behind = 16
const behindAll = 60
const minBiography = 60
/** How far around a name stands what is called a box of authors. */
const box = { bit: 1 << chromeNames.findIndex(([name]) => name === 'author'), levels: 5 }
/** What introduces a name on a line of its own. */
const introduction =
  /^(?:(?:written|posted|published|text|words|story) by|by|authors?|about the (?:author|writer)s?|von|autor(?:in)?|über (?:den autor|die autorin)|auteur|à propos de l['’]auteure?|sobre (?:el autor|la autora|o autor|a autora)|автор|об авторе|про автора|작성자|作者|关于作者)\s*[:：]?$/iu

/**
 * Who wrote it, as stands behind the body where nothing before it says: a line that is signed (`Written by Jo Field`), or a
 * name in a box of authors. Behind the first heading of what comes next others are named.
 * @param last the last passage of the body.
 */
export function readAuthorBox(
  outline: Outline,
  passages: readonly Passage[],
  last: number,
): readonly string[] | null {
  return signed(outline, passages, last) ?? introduced(passages, last)
}

function signed(outline: Outline, passages: readonly Passage[], last: number): readonly string[] | null {
  let isIntroduced = false
  for (let at = last + 1; at < passages.length && at <= last + behind; at++) {
    const passage = passages[at]
    if (passage === undefined) break
    const { line, isHeading } = passage
    const isBox = isCalled(outline, passage.at, box)
    const names = signersOf(line, { isSigned: !isBox && !isIntroduced })
    if (names.length > 0 && !names.some(isRole)) return names
    isIntroduced = introduction.test(line)
    if (isHeading && !isBox && !isIntroduced) break
  }
  return null
}

/** A name on a line of its own, and soon behind it a paragraph that begins with that name. */
function introduced(passages: readonly Passage[], last: number): readonly string[] | null {
  for (let at = last + 1; at < passages.length && at <= last + behindAll; at++) {
    const line = passages[at]?.line ?? ''
    const begins = (offset: number): boolean => {
      const next = passages[at + offset]?.line ?? ''
      return next.length >= minBiography && next.startsWith(`${line} `)
    }
    if (line.length <= maxName && (begins(1) || begins(2)) && isPersonName(line) && !isRole(line))
      return [line]
  }
  return null
}

const maxName = 50
