import { type ChildNode, isTag, isText } from 'domhandler'
import { type Zippable, zipSync } from 'fflate'
import type { ArchivedArticle, TextDirection } from '../article/article.ts'
import { hashUuid } from '../digest.ts'
import { escapeAttribute, escapeText } from '../html/escape.ts'
import { parseFragment } from '../html/parse.ts'
import { toIso } from '../instant.ts'
import type { Markup } from './markup.ts'
import { writeOfflineArticle, writeOfflineNotice } from './offline-page.ts'
import type { Site } from './site.ts'
import { wordsFor } from './words.ts'

interface Chapter {
  readonly name: string
  readonly title: string
  readonly language: string
  readonly direction: TextDirection
  readonly body: Markup
}

/** Writes the newest articles as a book (EPUB 3.3), whose first chapter are the notices. The same bytes each time. */
export function writeEpub(site: Site, articles: readonly ArchivedArticle[]): Uint8Array {
  const words = wordsFor(site.language)
  const { language, direction } = words
  const notice = {
    name: 'notice',
    title: site.title,
    language,
    direction,
    body: writeOfflineNotice(site, articles),
  }
  const chapters: readonly Chapter[] = [
    notice,
    ...articles.map(article => ({
      name: `a-${article.id}`,
      title: article.title,
      language: article.language,
      direction: article.direction,
      body: writeOfflineArticle(article, site),
    })),
  ]
  const text = (content: string) => new TextEncoder().encode(content)
  const files: Zippable = {
    // OCF 3.3 §4.2.2: the first file, not compressed.
    mimetype: [text('application/epub+zip'), { level: 0 }],
    'META-INF/container.xml': text(container),
    'book/package.opf': text(writePackage(site, chapters, articles)),
    'book/contents.xhtml': text(writeContents(site, chapters)),
    ...Object.fromEntries(chapters.map(each => [`book/${each.name}.xhtml`, text(writeChapter(each))])),
  }
  // A zip file has the time of day where it was made; one fixed moment tells nothing.
  return zipSync(files, { level: 9, mtime: new Date(1980, 0, 1) })
}

const declaration = '<?xml version="1.0" encoding="utf-8"?>\n'
const container = `${declaration}<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
`

function writePackage(
  site: Site,
  chapters: readonly Chapter[],
  articles: readonly ArchivedArticle[],
): string {
  const { language, direction } = wordsFor(site.language)
  const changedMs = Math.max(0, ...articles.map(each => Math.max(each.archivedAtMs, each.updatedMs)))
  const languages = [...new Set([language, ...articles.map(each => each.language)])]
  const item = ({ name }: Chapter) =>
    `<item id="${name}" href="${name}.xhtml" media-type="application/xhtml+xml"/>\n`
  return `${declaration}<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="${language}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:${hashUuid(JSON.stringify([site.title, changedMs]))}</dc:identifier>
<dc:title>${escapeText(site.title)}</dc:title>
${languages.map(each => `<dc:language>${escapeText(each)}</dc:language>\n`).join('')}<meta property="dcterms:modified">${toIso(changedMs)}</meta>
</metadata>
<manifest>
<item id="contents" href="contents.xhtml" media-type="application/xhtml+xml" properties="nav"/>
${chapters.map(item).join('')}</manifest>
<spine page-progression-direction="${direction}">
${chapters.map(({ name }, n) => `<itemref idref="${name}"/>\n${n === 0 ? '<itemref idref="contents"/>\n' : ''}`).join('')}</spine>
</package>
`
}

function writeContents(site: Site, chapters: readonly Chapter[]): string {
  const { language, direction } = wordsFor(site.language)
  const entry = (each: Chapter) =>
    `<li><a href="${each.name}.xhtml" lang="${escapeAttribute(each.language)}" dir="${each.direction}">${escapeText(each.title)}</a></li>\n`
  return writeDocument({
    title: site.title,
    language,
    direction,
    body: `<nav xmlns:epub="http://www.idpf.org/2007/ops" epub:type="toc"><ol>\n${chapters.map(entry).join('')}</ol></nav>`,
  })
}

function writeChapter({ title, language, direction, body }: Chapter): string {
  return writeDocument({ title, language, direction, body: writeXml(parseFragment(body.markup).children) })
}

function writeDocument(parts: {
  readonly title: string
  readonly language: string
  readonly direction: TextDirection
  readonly body: string
}): string {
  const language = escapeAttribute(parts.language)
  return `${declaration}<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" lang="${language}" xml:lang="${language}" dir="${parts.direction}">
<head><title>${escapeText(parts.title)}</title></head>
<body>
${parts.body}
</body>
</html>
`
}

/** HTML as XML: every element is closed, and no entity is needed. */
function writeXml(nodes: readonly ChildNode[]): string {
  return nodes
    .map(node => {
      if (isText(node)) return escapeText(node.data)
      if (!isTag(node)) return ''
      const attributes = Object.entries(node.attribs).map(
        ([name, value]) => ` ${name}="${escapeAttribute(value)}"`,
      )
      const inner = writeXml(node.children)
      return `<${node.name}${attributes.join('')}${inner === '' ? '/>' : `>${inner}</${node.name}>`}`
    })
    .join('')
}
