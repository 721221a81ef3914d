import { type Element, isTag } from 'domhandler'
import { findElement, isWithin, parentElement } from '../../html/tree.ts'
import type { Drop } from './drop.ts'
import { knownLine } from './known-line.ts'
import { emptyMeasure, linkShare, type Measures, measure } from './measure.ts'

const itemNames = new Set(['li', 'div', 'article', 'section', 'tr', 'td', 'dd', 'a'])
const titleNames = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'div', 'dt', 'header'])
const maxTeaserLength = 700

/** Takes out lists of teasers: at least three neighbours, each short and with a title that is a link. */
export function dropTeaserLists(root: Element, elements: readonly Element[], drop: Drop): void {
  const measures = measure(root)
  const most = (measures.get(root)?.prose ?? 0) * 0.8
  for (const element of elements) {
    if (
      element.children.length === 0 ||
      !isWithin(element, root) ||
      (measures.get(element)?.prose ?? 0) > most
    )
      continue
    const items = element.children.filter(isTag).filter(item => (measures.get(item)?.text ?? 0) > 0)
    if (element.name === 'dl') {
      if (isLinkedGlossary(items, measures)) drop(element, 'chrome', 'list of teasers')
      continue
    }
    const teasers = items.filter(item => isTeaser(item, measures))
    const enough = element.name === 'ul' || element.name === 'ol' ? 2 : 3
    if (teasers.length < enough || teasers.length < items.length * 0.6) continue
    for (const teaser of teasers) drop(teaser, 'chrome', 'list of teasers')
  }
}

function isTeaser(item: Element, measures: Measures): boolean {
  const own = measures.get(item) ?? emptyMeasure
  if (!itemNames.has(item.name) || own.text > maxTeaserLength || own.text < 15) return false
  if (item.name === 'a') return own.text > 40
  const title = findElement(item, ({ name }) => name === 'a')
  if (title === null) return false
  const block = blockAround(title, item)
  return (
    block !== item && linkShare(measures.get(block) ?? emptyMeasure) > 0.75 && knownLine(title).length >= 15
  )
}

function blockAround(link: Element, item: Element): Element {
  // A link may stand around the block of its title.
  if (findElement(link, ({ name }) => titleNames.has(name)) !== null) return link
  let at = link
  while (at !== item && !titleNames.has(at.name)) at = parentElement(at) ?? item
  return at
}

/** Pairs of a linked title and its first words. */
function isLinkedGlossary(items: readonly Element[], measures: Measures): boolean {
  const terms = items.filter(({ name }) => name === 'dt')
  const linked = terms.filter(term => linkShare(measures.get(term) ?? emptyMeasure) > 0.75)
  return terms.length >= 3 && linked.length > terms.length * 0.7
}

export const legal =
  /all rights reserved|все права (?:защищены|охраняются|принадлежат)|свидетельство о регистрации (?:СМИ|средства)|(?:при|за) (?:полном|частичном|любом|перепечатке|цитировании|использовании)[^.]{0,80}(?:ссылка|гиперссылка)|всі права захищено|wszelkie prawa zastrzeżone|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|todos os direitos reservados|tutti i diritti riservati|版权所有|著作權所有|未经授权|无断転載|無断転載|حقوق (?:محفوظ|این سایت)|(?:京)?ICP[备证]/iu
const maxLegalLength = 2_500

/** Takes out the publisher's imprint, known by its fixed wording wherever it stands. */
export function dropImprint(elements: readonly Element[], drop: Drop): void {
  for (const element of elements) {
    if (element.name !== 'p' && element.name !== 'td' && element.name !== 'li') continue
    const line = knownLine(element)
    if (line.length <= maxLegalLength && legal.test(line)) drop(element, 'chrome', 'imprint')
  }
}
