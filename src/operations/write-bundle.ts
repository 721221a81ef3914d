import type { ArchivedArticle } from '../core/article/article.ts'
import { writeText } from '../core/article/write-text.ts'
import { writeCarried } from '../core/bundle/carried-article.ts'
import { divideText } from '../core/bundle/text-parts.ts'
import { packZip } from '../core/bundle/zip.ts'
import { hashHex } from '../core/digest.ts'
import type { Site } from '../core/page/site.ts'
import { safetyFor } from '../core/page/words.ts'
import { articleFields } from '../core/signature/article-statement.ts'
import { copyFields, copyList, writeList } from '../core/signature/copy-statement.ts'
import { signerFields } from '../core/signature/signer-fields.ts'
import { writeStatement } from '../core/signature/statement.ts'
import type { Archive } from '../ports/archive.ts'
import type { Signer } from '../ports/signer.ts'

export interface BundleOptions {
  /** `all`, `lang-fa`, …: the edition that is bundled. */
  readonly slug: string
  readonly limit: number
  readonly nowMs: number
}

/** Where everything lies in a bundle, in the order of the zip file. */
export const bundlePaths = { notice: '0-READ-FIRST.txt', articles: 'articles.ndjson' } as const

/**
 * The newest articles of an edition in one signed zip file, for a messenger, a stick or a satellite cast: first what the
 * publishers tell readers of the danger, then each article as text with its signature, then all of them for `import`.
 */
export async function writeBundle(
  { archive, site, signer }: { readonly archive: Archive; readonly site: Site; readonly signer: Signer },
  { slug, limit, nowMs }: BundleOptions,
): Promise<Uint8Array> {
  const articles = await archive.newest(slug, limit)
  const withdrawn = await archive.listed(slug, { state: 'withdrawn', limit })
  const files = new Map<string, string>([[bundlePaths.notice, writeNotice(articles, site)]])
  for (const article of articles) {
    files.set(`a/${article.id}.txt`, writeText(article))
    const fields = [...articleFields(article), ...signerFields(signer)]
    files.set(`a/${article.id}.sig`, await writeStatement('article', fields, signer))
  }
  files.set(bundlePaths.articles, [...articles, ...withdrawn].map(each => `${writeCarried(each)}\n`).join(''))
  const list = writeList(new Map([...files].map(([path, text]) => [path, hashHex(text)])))
  const signed = {
    issuedMs: nowMs,
    listHash: hashHex(list),
    files: files.size,
    withdrawn: withdrawn.map(({ id, withdrawn: gone }) => ({ id, atMs: gone?.atMs ?? nowMs })),
  }
  files.set(copyList.path, list)
  files.set(
    copyList.signaturePath,
    await writeStatement('copy', [...copyFields(signed), ...signerFields(signer)], signer),
  )
  return packZip(files)
}

/** The same articles as plain text in parts of a bounded size, the publishers' notices first. */
export async function writeTextParts(
  { archive, site }: { readonly archive: Archive; readonly site: Site },
  { slug, limit, maxBytes }: { readonly slug: string; readonly limit: number; readonly maxBytes: number },
): Promise<readonly string[]> {
  const articles = await archive.newest(slug, limit)
  return divideText([writeNotice(articles, site), ...articles.map(writeText)].join('\n\n'), maxBytes)
}

/** What the publishers tell readers, each notice once, then what a stored copy means and how to be rid of it. */
function writeNotice(articles: readonly ArchivedArticle[], site: Site): string {
  const notices = new Set(articles.flatMap(article => article.notices))
  const languages = new Set([site.language, ...articles.map(article => article.language)])
  const warnings = new Set(
    [...languages].flatMap(language => {
      const { offlineNotice, offlineErase } = safetyFor(language, site.reviewedLanguages).words
      return [offlineNotice, offlineErase]
    }),
  )
  return `${[...notices, ...warnings].join('\n\n')}\n`
}
