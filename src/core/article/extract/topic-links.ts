import { attributeOf } from '../../html/page-element.ts'
import { chromeNames } from './chrome-names.ts'
import { kinds } from './kinds.ts'
import { isCalled, lineAt, type Outline } from './outline.ts'
import type { Passage } from './passages.ts'

/** How many passages behind a body its topics may stand. */
const behind = 16
const maxElements = 600
const maxTopics = 12
const maxLength = 40
/** Where links to topics lead. */
const topicPages =
  /\/(?:tags?|topics?|themen?|thema|schlagworte?|schlagwort|stichwort|keywords?|etiquetas?|temas?|tema|sujets?|theme|temat|tematy|argomenti|onderwerp|emne|amne|avainsana|konu|etiket|тег|метка|hashtag)s?[/.?=][^/]/i
const isTopic = /^[\p{L}\p{N}#«"“].*[\p{L}\p{N}»"”).]$/u
const details = { bit: 1 << chromeNames.findIndex(([name]) => name === 'details'), levels: 4 }
/** A link that says so much is that of another article. */
const minHeadline = 45

/** The topics that an article's links right behind its body name: the first stretch of links to pages of topics. */
export function readTopicLinks(
  outline: Outline,
  passages: readonly Passage[],
  last: number,
): readonly string[] {
  const from = (passages[last]?.at ?? 0) + 1
  const end = Math.min(passages[last + behind]?.at ?? outline.elements.length, from + maxElements)
  const topics: string[] = []
  let isInDetails = false
  for (let at = from; at < end && topics.length < maxTopics; at++) {
    const element = outline.elements[at]
    if (element === undefined || ((outline.kinds[at] ?? 0) & kinds.link) === 0) continue
    const line = lineAt(outline, at)
    if (topicPages.test(attributeOf(element, 'href') ?? '')) {
      if (!isTopic.test(line) || line.length > maxLength || topics.includes(line)) continue
      topics.push(line)
      isInDetails ||= isCalled(outline, at, details)
    } else if (line.length >= minHeadline) break
  }
  // One such link may lead anywhere, unless it stands where topics do.
  return topics.length >= 2 || isInDetails ? topics : []
}
