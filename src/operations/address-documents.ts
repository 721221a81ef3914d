import { hashHex, hashId } from '../core/digest.ts'
import { fillBase } from '../core/feed/fill-slots.ts'
import { writeOpml } from '../core/feed/opml.ts'
import { manifestStatement, writeManifest } from '../core/mirror/manifest.ts'
import { writeAggregatorsPage } from '../core/page/aggregators-page.ts'
import { writeMirrorsPage } from '../core/page/mirrors-page.ts'
import { formatPath } from '../core/page/path.ts'
import { writeSubscribePage } from '../core/page/subscribe-page.ts'
import { templateVersion } from '../core/page/template-version.ts'
import { wordsFor } from '../core/page/words.ts'
import type { Address, DocumentDraft, DraftDeps, DraftOptions } from './document.ts'
import { editionLinks } from './edition-documents.ts'

const dayMs = 86_400_000
const manifestDays = 14

/** Every feed, for a reader's import. */
export function draftOpml(deps: DraftDeps): DocumentDraft {
  const links = editionLinks(deps.editions, deps.site)
  const feedsOf = (light: boolean) =>
    links.map(({ slug, title }) => ({
      title,
      path: formatPath({ kind: 'feed', slug, format: 'rss', light, archivePage: null }),
      pagePath: formatPath({ kind: 'list', slug, page: 1 }),
      language: slug.startsWith('lang-') ? slug.slice('lang-'.length) : null,
    }))
  const light = { title: wordsFor(deps.site.language).light, feeds: feedsOf(true) }
  return {
    ...editionsDraft(formatPath({ kind: 'opml' }), deps),
    role: 'feed',
    // OPML 2.0 names this type; browsers save it instead of showing raw XML.
    contentType: 'text/x-opml; charset=utf-8',
    padding: 'none',
    renderFor: ({ base }) => fillBase(writeOpml(feedsOf(false), light, deps.site.title), base),
  }
}

/** The page to subscribe from. */
export function draftSubscribePage(deps: DraftDeps): DocumentDraft {
  const { site } = deps
  return {
    ...editionsDraft(formatPath({ kind: 'subscribe' }), deps),
    role: 'page',
    contentType: 'text/html; charset=utf-8',
    padding: 'page',
    renderFor: ({ base, isClosed }) =>
      writeSubscribePage({ site, base, isClosed, editions: editionLinks(deps.editions, site) }),
  }
}

function editionsDraft(path: string, { editions, site }: DraftDeps) {
  const slugs = [...editions.values()].map(({ slug, count }) => [slug, count])
  const made = JSON.stringify([site, slugs])
  const stamp = `${templateVersion}.${hashId(made, 12)}`
  return { path, stamp, lastModifiedMs: 0, reach: 'host', renderShared: null } as const
}

/** The page for whoever reads the feeds by program. */
export function draftAggregatorsPage(
  { site }: DraftDeps,
  { aggregators, originOf }: Pick<DraftOptions, 'aggregators' | 'originOf'>,
): DocumentDraft {
  const stableBase = aggregators === null ? null : originOf(aggregators.host)
  const stamp = `${templateVersion}.${hashId(JSON.stringify([site, aggregators]), 12)}`
  return {
    path: formatPath({ kind: 'aggregators' }),
    stamp,
    lastModifiedMs: 0,
    reach: 'base',
    role: 'page',
    contentType: 'text/html; charset=utf-8',
    padding: 'page',
    renderShared: null,
    renderFor: ({ base }) => writeAggregatorsPage({ site, base, stableBase, hub: aggregators?.hub ?? null }),
  }
}

/** The page of the addresses that readers of this host may know. */
export function draftMirrorsPage(
  { site }: DraftDeps,
  address: Address,
  originOf: (host: string) => string,
): DocumentDraft {
  const others = address.knownHosts.map(originOf).filter(origin => origin !== address.origin)
  return {
    ...poolDraft(formatPath({ kind: 'mirrors' }), address, site),
    role: 'page',
    contentType: 'text/html; charset=utf-8',
    padding: 'page',
    renderFor: ({ base, nextAddress }) => writeMirrorsPage({ site, here: base, others, nextAddress }),
  }
}

/** The manifest. It is issued anew each day and with each change of the pool, the same on every replica. */
export function draftManifest(
  address: Address,
  { signer, nowMs, manifests }: Pick<DraftOptions, 'signer' | 'nowMs' | 'manifests'>,
): DocumentDraft {
  const { announcement, knownHosts, version, changedAtMs } = address
  const issuedAtMs = Math.max(nowMs - (nowMs % dayMs), changedAtMs)
  const input = {
    hosts: knownHosts,
    announcement,
    number: version,
    issuedAtMs,
    expiresAtMs: issuedAtMs + manifestDays * dayMs,
  }
  return {
    ...poolDraft(formatPath({ kind: 'manifest' }), address, input),
    role: 'feed',
    contentType: 'application/json; charset=utf-8',
    padding: 'none',
    lastModifiedMs: issuedAtMs,
    async renderFor() {
      const previous = await manifests.before(issuedAtMs)
      const statement = manifestStatement({ ...input, previous })
      await manifests.note({ issuedAtMs, hash: hashHex(statement) })
      return writeManifest(statement, signer)
    },
  }
}

function poolDraft(path: string, { version, changedAtMs }: Address, made: unknown) {
  const stamp = `${templateVersion}.${version}.${hashId(JSON.stringify(made), 12)}`
  return { path, stamp, lastModifiedMs: changedAtMs, reach: 'host', renderShared: null } as const
}
