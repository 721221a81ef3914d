import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

/** A page to measure on. */
export interface NewsPage {
  readonly html: string
  readonly url: string
}

// Sizes as news pages have them, most of which is no text: 252 of them had on average 950 elements, 1,760 attributes, 170
// links, 920 texts, 84 elements of SVG, 170 paragraphs and other passages with 8,600 characters, 5,200 of these in the
// body, and 150 KB of scripts. Every page differs, so that nothing is measured twice.
const shapes = [
  { language: 'en', paragraphs: 9, scriptKb: 60, teasers: 40, icons: 20 },
  { language: 'en', paragraphs: 40, scriptKb: 180, teasers: 100, icons: 60 },
  { language: 'ru', paragraphs: 12, scriptKb: 110, teasers: 75, icons: 30 },
  { language: 'fa', paragraphs: 8, scriptKb: 80, teasers: 60, icons: 30 },
  { language: 'zh', paragraphs: 12, scriptKb: 140, teasers: 75, icons: 40 },
  { language: 'de', paragraphs: 16, scriptKb: 450, teasers: 150, icons: 60 },
] as const

const words = {
  en: 'the ministry said on Tuesday that new rules for river transport would come into force next spring after two years of talks with ferry operators and councils along the upper reaches',
  ru: 'министерство сообщило во вторник что новые правила речных перевозок вступят в силу следующей весной после двух лет переговоров с владельцами паромов и советами верхних районов',
  fa: 'وزارتخانه روز سه‌شنبه اعلام کرد که مقررات تازه حمل‌ونقل رودخانه‌ای پس از دو سال گفت‌وگو با مالکان قایق‌ها و شوراهای محلی از بهار آینده اجرا می‌شود',
  zh: '该部 周二 表示 经过 两年 与 渡轮 运营商 和 上游 地区 议会 的 协商 新的 内河 运输 规定 将 于 明年 春天 生效',
  de: 'das Ministerium teilte am Dienstag mit dass die neuen Regeln für die Flussschifffahrt im nächsten Frühjahr nach zwei Jahren Beratung mit Betreibern und Räten in Kraft treten',
} as const

/** The newsroom's page of the fixtures, and six of other sizes and languages. */
export function newsPages(): readonly NewsPage[] {
  const seed = readFileSync(new URL('../fixtures/seed/rferl-belarus.html', import.meta.url), 'utf8')
  return [
    { html: seed, url: 'https://www.rferl.org/a/31293164.html' },
    ...shapes.map((shape, index) => ({
      html: writePage(shape, index),
      url: `https://news.example/${shape.language}/${index}.html`,
    })),
  ]
}

/** Pages of a file of newline-delimited `{"html","url"}`, gzipped or not. */
export function pagesOf(file: string): readonly NewsPage[] {
  const bytes = readFileSync(file)
  const lines = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString().trim().split('\n')
  return lines.map(line => {
    const { html, url } = JSON.parse(line)
    return { html, url: url ?? 'https://news.example/' }
  })
}

function writePage(shape: (typeof shapes)[number], seed: number): string {
  const next = randomFrom(seed + 1)
  const vocabulary = words[shape.language].split(' ')
  const gap = shape.language === 'zh' ? '' : ' '
  const phrase = (length: number) =>
    Array.from({ length }, () => vocabulary[next() % vocabulary.length]).join(gap)
  const sentence = () => `${phrase(8 + (next() % 14))}${shape.language === 'zh' ? '。' : '. '}`
  const paragraph = () =>
    `<p class="c-article__p" data-track="p${next() % 1000}">${sentence()}${sentence()}<a href="/topic/${next() % 500}">${phrase(3)}</a> ${sentence()}&nbsp;${sentence()}</p>`
  const icon = () =>
    `<svg class="icon icon--s" viewBox="0 0 24 24" aria-hidden="true"><path d="M${next() % 24} ${next() % 24}c1.2 0 2.2.8 2.6 1.9l.4 1.1z"/></svg>`
  const teaser = () =>
    `<article class="teaser teaser--${next() % 9}" data-id="${next()}">
  <a class="teaser__link" href="/a/${next()}.html" data-track="teaser" data-position="${next() % 99}">
    <div class="teaser__media">
      <picture><source type="image/webp" srcset="/i/1.webp 320w, /i/2.webp 640w"><img class="teaser__image" loading="lazy" width="320" height="180" src="/i/${next()}.jpg" alt="${phrase(5)}"></picture>
    </div>
    <h3 class="teaser__title"><span>${phrase(8)}</span></h3>
  </a>${next() % 3 > 0 ? '' : `<time datetime="2026-05-0${1 + (next() % 9)}T10:00Z">${phrase(2)}</time>`}
</article>`
  const script = (kb: number) =>
    `<script>window.__q=window.__q||[];${Array.from({ length: kb * 16 }, () => `__q.push({"id":${next() % 99999},"a":[${next() % 99},"<b>${phrase(2)}</b>"]});`).join('')}</script>`
  const item = () =>
    `<li class="menu__item"><a class="menu__link" href="/s/${next() % 999}" data-track="menu" title="${phrase(2)}">${phrase(2)}</a></li>`
  const list = (length: number, make: () => string) => Array.from({ length }, make).join('\n')
  const title = phrase(9)
  const linked = {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    headline: title,
    datePublished: '2026-05-04T09:00:00Z',
    author: [{ '@type': 'Person', name: 'Anna Petrova' }],
  }
  return `<!doctype html><html lang="${shape.language}"${shape.language === 'fa' ? ' dir="rtl"' : ''}><head><meta charset="utf-8"><title>${title} | Example</title>
<meta property="og:title" content="${title}"><meta name="description" content="${phrase(20)}"><link rel="stylesheet" href="/s.css">
<script type="application/ld+json">${JSON.stringify(linked)}</script><style>${'.c-article__p{margin:0 0 1em}.teaser--1{color:#333}\n'.repeat(shape.scriptKb * 4)}</style>${script(shape.scriptKb / 2)}</head>
<body class="page page--article"><header class="site-header"><nav class="menu"><ul>${list(24, item)}</ul></nav>${list(shape.icons, icon)}</header>
<main><article class="c-article"><h1>${title}</h1><div class="byline">Anna Petrova</div>
<figure class="media"><img src="/i/lead.jpg" alt="${phrase(6)}"><figcaption>${phrase(8)}</figcaption></figure><div class="c-article__body">
${list(Math.ceil(shape.paragraphs / 2), paragraph)}
<aside class="related"><h4>${phrase(2)}</h4>${list(3, teaser)}</aside><h2>${phrase(4)}</h2>
${list(Math.floor(shape.paragraphs / 2), paragraph)}
</div><div class="share">${list(6, icon)}</div></article><section class="most-read">${list(shape.teasers, teaser)}</section></main>
<section class="comments">${list(6, () => `<div class="comment"><b>${phrase(1)}</b><p>${sentence()}</p></div>`)}</section>
<footer class="site-footer"><ul>${list(30, item)}</ul></footer>${script(shape.scriptKb / 2)}</body></html>`
}

/** The same numbers for the same seed (a linear congruential generator). */
function randomFrom(seed: number): () => number {
  let state = seed * 2654435761
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state >>> 8
  }
}
