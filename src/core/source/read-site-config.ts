import { faultOfSelector, xpathMark } from '../article/extract/site-rules.ts'
import type { SiteRules, SiteTest } from './source.ts'

/** What a site-config file comes to. */
interface SiteConfig {
  readonly rules: SiteRules
  /** Lines that are not understood, each with its number: their rules are not applied. */
  readonly skipped: readonly string[]
}

/** Directives that change nothing here: the sanitizer, or the general extraction, does it in any case. */
const needless = new Set([
  'tidy',
  'prune',
  'parser',
  'autodetect_on_failure',
  'strip_attr',
  'strip_image_src',
  'convert_double_br_tags',
  'skip_json_ld',
  'insert_detected_image',
  'strip_comments',
])

/**
 * Reads a file of FiveFilters' ftr-site-config: one directive a line, `name: value`, comments after `#`. Expressions are
 * XPath 1.0; several of one name are alternatives in order, but for `strip`, of which all count.
 */
export function readSiteConfig(text: string): SiteConfig {
  const found = {
    body: [] as string[],
    title: [] as string[],
    byline: [] as string[],
    published: [] as string[],
    remove: [] as string[],
  }
  const fields = {
    body: 'body',
    title: 'title',
    author: 'byline',
    date: 'published',
    strip: 'remove',
  } as const
  const replace: { from: string; to: string }[] = []
  const test: { url: string; contains: string[] }[] = []
  const skipped: string[] = []
  let sought: string[] = []
  let userAgent: string | undefined
  for (const [index, line] of text.split(/\r\n?|\n/).entries()) {
    const match = /^\s*([a-z_]+)\s*(?:\((.*?)\))?\s*:\s*(.*?)\s*$/i.exec(line)
    if (line.trim() === '' || /^\s*#/.test(line)) continue
    const [, written = '', argument, value = ''] = match ?? []
    const name = written.toLowerCase()
    const skip = (reason: string) => skipped.push(`line ${index + 1}: ${reason}`)
    if (match === null) skip('no directive')
    else if (name in fields) {
      const selector = xpathMark + value
      const fault = faultOfSelector(selector)
      if (fault === null) found[fields[name as keyof typeof fields]].push(selector)
      else skip(`${name}: ${fault}`)
    } else if (name === 'strip_id_or_class') {
      const token = value.replace(/^["']|["']$/g, '')
      const quoted = JSON.stringify(token)
      if (token === '') skip('strip_id_or_class: nothing is named')
      else found.remove.push(`[class*=${quoted}], [id*=${quoted}]`)
    } else if (name === 'find_string') sought.push(value)
    else if (name === 'replace_string' && argument !== undefined) replace.push({ from: argument, to: value })
    else if (name === 'replace_string') {
      const from = sought.shift()
      if (from === undefined) skip('replace_string: without its find_string')
      else if (from !== '') replace.push({ from, to: value })
    } else if (name === 'http_header' && argument?.toLowerCase() === 'user-agent') userAgent = value
    else if (name === 'test_url') test.push({ url: value, contains: [] })
    else if (name === 'test_contains') {
      const last = test.at(-1)
      if (last === undefined) skip('test_contains: before any test_url')
      else last.contains.push(value)
    } else if (!needless.has(name)) skip(`${name} is not supported`)
  }
  if (sought.length > 0) {
    skipped.push('find_string: without its replace_string')
    sought = []
  }
  const selectors = Object.fromEntries(Object.entries(found).filter(([, list]) => list.length > 0))
  return {
    rules: {
      ...selectors,
      ...(replace.length > 0 && { replace }),
      ...(userAgent !== undefined && { userAgent }),
      ...(test.length > 0 && { test: test.filter(isTest) }),
    },
    skipped,
  }
}

function isTest({ url }: SiteTest): boolean {
  return /^https?:/i.test(url) && URL.canParse(url)
}
