import { kinds } from './kinds.ts'
import { linkShareAt, type Measures, measure } from './measure.ts'
import { childrenAt, cut, findInside, lineAt, type Outline } from './outline.ts'

const maxTeaserLength = 700

/** Takes out lists of teasers: at least three neighbours, each short and with a title that is a link. */
export function dropTeaserLists(outline: Outline): void {
  const { elements, ends, isCut } = outline
  const measures = measure(outline)
  const most = (measures.prose[0] ?? 0) * 0.8
  for (let at = 1; at < elements.length; at++) {
    if (isCut[at] === 1 || (ends[at] ?? 0) === at + 1 || (measures.prose[at] ?? 0) > most) continue
    const items = childrenAt(outline, at).filter(item => (measures.text[item] ?? 0) > 0)
    const name = elements[at]?.name
    if (name === 'dl') {
      if (isLinkedGlossary(outline, items, measures))
        cut(outline, at, { step: 'chrome', reason: 'list of teasers' })
      continue
    }
    const enough = name === 'ul' || name === 'ol' ? 2 : 3
    if (items.length < enough) continue
    const teasers = items.filter(item => isTeaser(outline, item, measures))
    if (teasers.length < enough || teasers.length < items.length * 0.6) continue
    for (const teaser of teasers) cut(outline, teaser, { step: 'chrome', reason: 'list of teasers' })
  }
  outline.drop.sweep()
}

function isTeaser(outline: Outline, item: number, measures: Measures): boolean {
  const length = measures.text[item] ?? 0
  if (((outline.kinds[item] ?? 0) & kinds.teaser) === 0 || length > maxTeaserLength || length < 15)
    return false
  if (outline.elements[item]?.name === 'a') return length > 40
  const title = findInside(outline, item, kinds.link)
  if (title === -1) return false
  const block = blockAround(outline, title, item)
  return block !== item && linkShareAt(measures, block) > 0.75 && lineAt(outline, title).length >= 15
}

function blockAround(outline: Outline, link: number, item: number): number {
  // A link may stand around the block of its title.
  if (findInside(outline, link, kinds.teaserTitle) !== -1) return link
  let at = link
  while (at !== item && ((outline.kinds[at] ?? 0) & kinds.teaserTitle) === 0) at = outline.parents[at] ?? item
  return at
}

/** Pairs of a linked title and its first words. */
function isLinkedGlossary({ elements }: Outline, items: readonly number[], measures: Measures): boolean {
  const terms = items.filter(item => elements[item]?.name === 'dt')
  const linked = terms.filter(term => linkShareAt(measures, term) > 0.75)
  return terms.length >= 3 && linked.length > terms.length * 0.7
}

export const legal =
  /all rights reserved|все права (?:защищены|охраняются|принадлежат)|свидетельство о регистрации (?:СМИ|средства)|(?:при|за) (?:полном|частичном|любом|перепечатке|цитировании|использовании)[^.]{0,80}(?:ссылка|гиперссылка)|всі права захищено|wszelkie prawa zastrzeżone|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|todos os direitos reservados|tutti i diritti riservati|版权所有|著作權所有|未经授权|无断転載|無断転載|حقوق (?:محفوظ|این سایت)|(?:京)?ICP[备证]/iu
const maxLegalLength = 2_500

/** Takes out the publisher's imprint, known by its fixed wording wherever it stands. */
export function dropImprint(outline: Outline): void {
  const { text: lengths } = measure(outline)
  for (let at = 1; at < outline.elements.length; at++) {
    if (((outline.kinds[at] ?? 0) & kinds.imprint) === 0 || outline.isCut[at] === 1) continue
    // A wide letter weighs two: this is longer by any count.
    if ((lengths[at] ?? 0) > maxLegalLength * 2) continue
    const line = lineAt(outline, at)
    if (line.length <= maxLegalLength && legal.test(line))
      cut(outline, at, { step: 'chrome', reason: 'imprint' })
  }
  outline.drop.sweep()
}
