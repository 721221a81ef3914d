import type { Element } from 'domhandler'
import { remember } from './remember.ts'

// How a thing looks or behaves, not what it is: `has-sidebar`, `no-comments`.
const modifier = /(?:^|\s)(?:has|no|not|with|without|hide|show|enable|include)[-_][^\s]*/gi

/** An element's classes and id as words parted by spaces, hyphens and underscores. */
export function namesOf({ attribs }: Element): string {
  const { class: classes = '', id = '' } = attribs
  if (classes === '' && id === '') return ''
  return wordsOf(`${classes} ${id}`)
}

const wordsOf = remember(names =>
  names
    .replace(modifier, '')
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .trim(),
)

const bodyName =
  /(?:^|[\s_-])(?:(?:article|story|post|entry|news|blog-?post|single-?post|detail|main|text)s?[-_]{0,2}(?:body|content|text|copy|fulltext)|body[-_]?(?:text|copy|content)|(?:content|text)[-_]{0,2}(?:article|body|detail|text)|full[-_]?text|prose|wysiwyg|rich[-_]?text)(?=$|[\s_-])/i

/** Whether an element is called the body of an article. */
export function isBodyName(names: string): boolean {
  return bodyName.test(names)
}
