import {
  type ImportedSource,
  importSources,
  writeSources,
  writeSourcesAside,
} from '../../../config/write-sources.ts'
import { AppError } from '../../../core/errors.ts'
import type { FoundFeed, FoundNewsroom } from '../../../operations/discover-feeds.ts'
import type { TemplateParts } from '../../config-template.ts'
import { write } from '../../print.ts'
import { type Session, withFetcher } from '../../session.ts'

/**
 * Finds a newsroom's feeds and lets the person at the terminal choose; where nobody is there, the first is taken, and
 * the others stand in the configuration as comments.
 */
export async function findSources(
  site: string,
  allowPrivate: readonly string[],
  session: Session,
): Promise<TemplateParts> {
  const newsroom = await discover(
    /^https?:\/\//i.test(site) ? site : `https://${site}`,
    allowPrivate,
    session,
  )
  const sources = toSources(newsroom)
  const chosen = await choose(newsroom, session)
  const pick = (isWanted: boolean) => sources.filter((_, index) => chosen.has(index) === isWanted)
  const aside = pick(false)
  const more = aside.length === 0 ? '' : `    // Found on the site too:\n${writeSourcesAside(aside)}`
  return { title: newsroom.name, sources: `${writeSources(pick(true))}${more}` }
}

async function discover(
  url: string,
  allowPrivate: readonly string[],
  session: Session,
): Promise<FoundNewsroom> {
  const { discoverFeeds } = await import('../../../operations/discover-feeds.ts')
  const { errors, isWatched, signal } = session.terminal
  const show = (line: string) => void (isWatched && errors.write(`\r\u001b[2K${line}`))
  return withFetcher(
    session,
    { adjust: config => ({ ...config, limits: { ...config.limits, allowPrivate } }) },
    async fetcher => {
      let asked = 0
      const onAsk = () => show(`looking for feeds: ${++asked} addresses asked`)
      return discoverFeeds(url, fetcher, { signal, onAsk }).finally(() => show(''))
    },
  )
}

/** What readers are to see as the publisher is the newsroom, with the feed's own name where there are several. */
function toSources({ name, url, feeds }: FoundNewsroom): readonly ImportedSource[] {
  const subscriptions = feeds.map((feed, index) => ({
    title: index === 0 ? name : (feed.title ?? name),
    feedUrl: feed.url,
    pageUrl: url,
    language: feed.language,
    categories: [...feed.topics],
  }))
  return importSources(subscriptions).map((source, index) => {
    const feed = feeds[index]
    return feed === undefined
      ? source
      : { ...source, hasFullText: feed.hasFullText, newest: feed.newest.map(title => `“${title}”`) }
  })
}

async function choose({ name, feeds }: FoundNewsroom, { terminal }: Session): Promise<ReadonlySet<number>> {
  await write(terminal, `${name}: ${feeds.length} feed${feeds.length === 1 ? '' : 's'} found\n`)
  for (const [index, feed] of feeds.entries()) await write(terminal, describe(index + 1, feed))
  if (terminal.ask === undefined || feeds.length === 1) return new Set([0])
  return readChoice(await terminal.ask('Which? Numbers, or "all" (default: 1): '), feeds.length)
}

function describe(number: number, { url, title, entries, language, hasFullText, newest }: FoundFeed): string {
  const facts = [
    `${entries} ${entries === 1 ? 'entry' : 'entries'}`,
    language ?? 'language unknown',
    hasFullText ? 'whole articles' : 'summaries',
  ]
  const titles = newest.map(line => `       “${line}”\n`).join('')
  return `  ${number}. ${title ?? url}\n     ${url} (${facts.join(', ')})\n${titles}`
}

/**
 * Numbers as a person types them, from 1, each as an index.
 * @throws AppError `wrong-usage` for what names no feed.
 */
export function readChoice(text: string, count: number): ReadonlySet<number> {
  const words = text.split(/[\s,;]+/).filter(word => word !== '')
  if (words.length === 0) return new Set([0])
  if (words.length === 1 && words[0]?.toLowerCase() === 'all') return new Set(Array(count).keys())
  const numbers = words.map(Number)
  const wrong = words.find((_, index) => !isNumberOf(numbers[index], count))
  if (wrong === undefined) return new Set(numbers.map(number => number - 1))
  throw new AppError('wrong-usage', `"${wrong}" is the number of no feed`, {
    next: `allowed: numbers from 1 to ${count}, or all`,
  })
}

function isNumberOf(number: number | undefined, count: number): boolean {
  return number !== undefined && Number.isInteger(number) && number >= 1 && number <= count
}
