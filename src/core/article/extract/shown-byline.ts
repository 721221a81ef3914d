import type { Element } from 'domhandler'
import { attributeOf } from '../../html/page-element.ts'
import type { ShownLine } from './around-headline.ts'
import { cleanByline } from './clean-byline.ts'
import { isPersonName, isRole } from './person-name.ts'

/** Begins a line that names who wrote the article. */
const wrote =
  /^(?:(?:written|posted|published|story|text|words|article|report|reported|post|created|authored) by|by|author|authors|von|text|autor(?:in|zy|ka)?|par|auteur|por|di|door|av|af|автор(?:ы|и)?|текст|аўтар|tekst|作者|文|记者|記者|撰文|نویسنده|بقلم)\s*[:：/|]?\s+(?=\S)|^(?:作者|文|记者|記者|撰文)\s*[:：/|]\s*/iu
/** Names somebody else: who took the pictures, who looked it over. */
const others =
  /^(?:photos?|images?|pictures?|illustrations?|graphics?|video|edited|reviewed|medically reviewed|fact[- ]checked|updated|translated|foto|bild|фото|иллюстрац|ред(?:актор)?|перевод|відео|видео|摄影|编辑|責任編輯|责任编辑)(?![\p{L}\p{N}])/iu
const marked =
  /(?:^|[\s_-])(?:byline|authors?|autor|auteur|writer|posted-?by|vcard|fn)(?:[\s_-]|$)|author-?_?name/i
const authorPages =
  /\/(?:authors?|autor(?:es|en)?|auteurs?|staff|contributors?|journalist|profiles?|people|by)\//i
const notMarked = /(?:avatar|bio|box|image|photo|social|link-?list|desc|job|role|title|follow|count|comment)/i
/** What stands in a byline besides names: dates, times, how long it takes to read. */
const besides =
  /(?:\s*[|•·–—-]\s*|\s+|^)(?:(?:on|am|le|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|published|updated|posted|last updated|reviewed)\b.*|\d+\s*(?:min|minutes?)\b.*|(?:\p{L}{3,9}\.? \d{1,2},? \d{4}|\d{1,2}\.? (?:de )?\p{L}{3,9}\.?,? (?:de )?\d{4}|\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}).*)$/iu

/**
 * Who wrote it, as the lines around the headline show: after `By`, in an element that is marked as a byline, or in a link to
 * the pages of an author.
 * @param around what stands around the headline, nearest first.
 */
export function readShownByline(around: readonly ShownLine[]): readonly string[] {
  for (const { line } of around) {
    if (others.test(line) || !wrote.test(line)) continue
    const names = namesOf(line.replace(wrote, ''), 1)
    if (names.length > 0) return names
  }
  for (const { element, line } of around) {
    if (others.test(line) || !(isMarked(element) || isAuthorLink(element))) continue
    const names = namesOf(line, 2)
    if (names.length > 0) return names
  }
  return []
}

/**
 * The names that a line consists of.
 * @param isSigned whether it must begin with a word that says so: `Written by Jo Field`.
 */
export function signersOf(line: string, { isSigned }: { readonly isSigned: boolean }): readonly string[] {
  if (line.length > maxSigned || others.test(line)) return []
  const own = line.replace(/^this (?:post|article|story|piece|guide) (?:was|is) (?=written by)/i, '')
  if (!wrote.test(own)) return isSigned ? [] : namesOf(own, 2)
  const names = cleanByline([own.replace(wrote, '')])
  // What stands behind the names says what they are.
  const end = names.findIndex(name => !isPersonName(name.split(',')[0] ?? '', 2) || isRole(name))
  return end < 0 ? names : names.slice(0, end)
}

const maxSigned = 120

function isMarked(element: Element): boolean {
  const names = ['class', 'id', 'rel'].map(key => attributeOf(element, key) ?? '').join(' ')
  return marked.test(names) && !notMarked.test(names)
}

function isAuthorLink(element: Element): boolean {
  return element.name === 'a' && authorPages.test(attributeOf(element, 'href') ?? '')
}

/** The names of a line, if it holds nothing else. */
function namesOf(line: string, minWords: number): readonly string[] {
  const names = cleanByline([line.replace(besides, '')])
  if (!names.every(name => isPersonName(name.split(',')[0] ?? '', minWords))) return []
  // `Jo Field, Hamburg` says where from.
  const [first = ''] = names
  return names.filter(name => name === first || !first.includes(' ') || !/^\p{Lu}\p{Ll}+$/u.test(name))
}
