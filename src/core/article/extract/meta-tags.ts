import type { Element } from 'domhandler'
import { attributeOf } from '../../html/page-element.ts'
import { foldSpace } from '../../html/text.ts'
import { decodeLeft } from './json-ld.ts'

/** A page's `meta` and microdata by lower-case name, each with its values in the order they stand. */
export type MetaTags = ReadonlyMap<string, readonly string[]>

/** No article has more authors or tags. */
const maxValues = 200

/** Reads `meta` elements by name, property or itemprop. */
export function readMetaTags(elements: readonly Element[]): MetaTags {
  const tags = new Map<string, string[]>()
  for (const element of elements) {
    if (element.name !== 'meta') continue
    const value = foldSpace(decodeLeft(attributeOf(element, 'content') ?? ''))
    if (value === '') continue
    for (const naming of ['property', 'name', 'itemprop']) {
      const key = attributeOf(element, naming)
      if (key === undefined) continue
      const values = tags.get(key.toLowerCase())
      if (values === undefined) tags.set(key.toLowerCase(), [value])
      else if (values.length < maxValues && !values.includes(value)) values.push(value)
    }
  }
  return tags
}

/** The first value of the first of these names that the page has. */
export function firstMeta(tags: MetaTags, names: readonly string[]): string | null {
  for (const name of names) {
    const value = tags.get(name)?.[0]
    if (value !== undefined) return value
  }
  return null
}
