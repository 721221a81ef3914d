import { AppError } from '../../errors.ts'
import { escapeText } from '../../html/escape.ts'
import { parseDocument } from '../../html/parse.ts'
import type { SiteRules } from '../../source/source.ts'
import type { Extraction } from '../article.ts'
import { isOwnAgency, namesAgency } from './agencies.ts'
import { cleanByline } from './clean-byline.ts'
import { agenciesOfDateline } from './dateline.ts'
import { extractBody, type FoundBody } from './extract-body.ts'
import { type Facts, readFacts } from './facts.ts'
import { findInScripts } from './find-in-scripts.ts'
import { countLetters, directionOf, languageOf } from './language.ts'
import { type SiteNames, siteNamesOf } from './site-name.ts'
import { readByRules } from './site-rules.ts'

/** Fewer characters than this are hardly an article: a second look is worth its time. */
const shortBody = 350

/**
 * Finds the article in a page: its text, what the page says about it, and why each other part was left out.
 * @param input.url the page's final address, against which its links are resolved.
 * @param input.isTraced whether what became of each passage is told.
 * @throws AppError `article-unreadable` for a page that holds no text of an article, or is built to exhaust us.
 */
export function extractArticle(input: {
  readonly html: string
  readonly url: string | null
  readonly rules?: SiteRules
  readonly isTraced?: boolean
}): Extraction {
  const { rules = {}, isTraced = false } = input
  const html = (rules.replace ?? []).reduce((text, { from, to }) => text.replaceAll(from, to), input.html)
  const document = parseDocument(html)
  const facts = withRules(readFacts(document, input.url), readByRules(document, rules))
  const found = extractBody(document, facts, rules, { how: 'page', isTraced })
  if (found.text.length >= shortBody) return toExtraction(facts, found, input.url)
  const better =
    bodyForMachines(html, facts, { minLength: found.text.length * 2 + shortBody, isTraced }) ?? found
  if (better.text === '')
    throw new AppError('article-unreadable', 'the page holds no text of an article', {
      next: 'give the source a rule for the body, or take the full text from its feed',
    })
  return toExtraction(facts, better, input.url)
}

/** The text of a page that a script builds: as it was sent to the script, or as it is stated for search engines. */
function bodyForMachines(
  html: string,
  facts: Facts,
  { minLength, isTraced }: { readonly minLength: number; readonly isTraced: boolean },
): FoundBody | null {
  const stated = facts.statedBody ?? ''
  const sent = findInScripts(html)
  // The statement has lost its paragraphs, often its end too.
  if (sent !== null && sent.length > minLength && sent.length > stated.length * 0.7)
    return extractBody(parseDocument(`<body>${sent.markup}</body>`), facts, {}, { how: 'entry', isTraced })
  if (stated.length <= minLength) return null
  const paragraphs = stated.split('\n').map(line => `<p>${escapeText(line.trim())}</p>`)
  return extractBody(
    parseDocument(`<body>${paragraphs.join('')}</body>`),
    facts,
    {},
    { how: 'entry', isTraced },
  )
}

function withRules(facts: Facts, ruled: ReturnType<typeof readByRules>): Facts {
  return {
    ...facts,
    title: ruled.title ?? facts.title,
    byline: ruled.byline === null ? facts.byline : cleanByline(ruled.byline),
    publishedMs: ruled.publishedMs ?? facts.publishedMs,
  }
}

function toExtraction(
  { statedBody: _, agencies, ...facts }: Facts,
  body: FoundBody,
  url: string | null,
): Extraction {
  const { text, author, topics, ...found } = body
  const letters = countLetters(text)
  const language = languageOf(text, letters, facts.language)
  return {
    ...facts,
    ...found,
    byline: facts.byline ?? (agencies.length === 0 ? author : null),
    tags: facts.tags.length > 0 ? facts.tags : topics,
    credits: allCredits(found.credits, { agencies, text, site: () => siteNamesOf(facts.siteName, url) }),
    language,
    direction: directionOf(letters, language),
  }
}

/** The credits of the body with the agencies of byline and dateline that none of them names; none where they are the publisher. */
function allCredits(
  credits: readonly string[],
  {
    agencies,
    text,
    site,
  }: { readonly agencies: readonly string[]; readonly text: string; readonly site: () => SiteNames },
): readonly string[] {
  const named = [...agencies, ...agenciesOfDateline(text)]
  if (named.length + credits.length === 0) return credits
  const own = site()
  const all = credits.filter(line => !isOwnAgency(line, own))
  for (const name of named)
    if (!isOwnAgency(name, own) && !all.some(line => namesAgency(line, name))) all.push(name)
  return all
}
