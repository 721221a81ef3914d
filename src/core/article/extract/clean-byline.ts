import { foldSpace } from '../../html/text.ts'
import { isCredential, isPersonName, isRole } from './person-name.ts'

const leadIn =
  /^(?:(?:written|posted|words|story|text) by|by|von|par|por|di|da|od|autor(?:in|zy|ka)?|auteur|author|text|автор(?:ы)?|текст|от|аўтар|автори?|نویسنده|作者|文|記者|记者)(?:\s*[:：]\s*|\s+(?=\p{Lu}))/iu
/** Begins the name of somebody who did something else: took the pictures, looked it over, made it newer. */
const otherHands =
  /^(?:photos?|images?|illustrations?|graphics?|video|edited|reviewed|medically reviewed|fact[- ]checked|updated|translated|foto(?:s|graf(?:ie|o)?)?|bild(?:er)?|фото|иллюстрац\p{L}+|редактор|перевод|відео|видео|摄影|編輯|编辑|責任編輯|责任编辑)(?:\s+by\b|\s*[:：/])/iu
const joint = /\s*[,;|·•、]\s*/u
const conjunction = /\s+(?:and|und|et|y|e|i|и|й|та|і|و|&)\s+/iu
/** The sign by which a newsroom knows an author, or the author's site: `(obe)`, `(www.dw.com)`. */
const initials = /\s*\((?:\p{Ll}{2,5}\.?|(?:www\.)?[\w-]+(?:\.[\w-]+)+)\)$/u
const maxNameLength = 80
const maxNames = 12
/** What is longer, or more, is no byline. */
const maxLines = 200
const maxLineLength = 1_000

/** The names of a byline, one by one: without `By`, mail addresses and web addresses, each once. */
export function cleanByline(lines: readonly string[]): readonly string[] {
  const names = lines
    .slice(0, maxLines)
    .map(line =>
      foldSpace(line.slice(0, maxLineLength))
        .replace(/^[^\s@]+@[^\s()]+\s*\(([^)]*)\)$/, '$1')
        .replace(/(?<=\S) https?:\S+$/, ''),
    )
    .flatMap(line => withoutRoles(splitNames(line.replace(leadIn, ''))))
    .filter(
      name =>
        name !== '' &&
        name.length <= maxNameLength &&
        !otherHands.test(name) &&
        !/^(?:https?:|www\.|@)|\S@\S+\.\S|^(?:admin|null|undefined|n\/a)$/i.test(name),
    )
  const seen = new Set<string>()
  return names
    .filter(name => {
      const key = name.toLowerCase()
      return !seen.has(key) && seen.add(key)
    })
    .slice(0, maxNames)
}

function splitNames(line: string): readonly string[] {
  const names: string[] = []
  for (const part of line.split(joint).flatMap(splitPair).map(bareName)) {
    const before = names.at(-1)
    // `Jo Field, MD, PhD` is one author.
    if (before !== undefined && isCredential(part)) names[names.length - 1] = `${before}, ${part}`
    else names.push(part)
  }
  return names
}

/** Two names that a word joins; but `Center for Drug Evaluation and Research` is one. */
function splitPair(part: string): readonly string[] {
  const names = part.split(conjunction)
  const last = names.at(-1) ?? ''
  const isOne = names.length === 2 && !last.includes(' ') && (names[0] ?? '').split(' ').length >= 3
  return isOne ? [part] : names
}

function bareName(name: string): string {
  const bare = name
    .replace(/^(?:and|und|et|и|та)\s+/iu, '')
    .replace(leadIn, '')
    .replace(initials, '')
    .replace(/^[\s,–—-]+|[\s,–—-]+$/g, '')
  // `Jo Field. Harbour Post` says where.
  const [first = ''] = bare.split(/\s+[-–—/]\s+|(?<=\p{Ll}{3})\.\s+(?=\p{Lu})/u)
  return withoutRole(isPersonName(first) ? first : bare)
}

/** `Jo Field Senior Reporter`, as style sheets part it, is `Jo Field`. */
function withoutRole(name: string): string {
  const words = name.split(' ')
  const own = words.slice(0, 2).join(' ')
  return words.length >= 3 && isRole(name) && isPersonName(own) && !isRole(own) ? own : name
}

/** What a person is or where, behind the name, is no second author. */
function withoutRoles(names: readonly string[]): readonly string[] {
  return names.filter(
    (name, index) => index === 0 || !(isRole(name) || name.split(' ').length > 5) || isPersonName(name),
  )
}
