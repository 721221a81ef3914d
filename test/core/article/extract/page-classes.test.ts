import { expect, test } from 'vitest'
import { articleText } from '../../../../src/core/article/blocks.ts'
import { extractArticle } from '../../../../src/core/article/extract/extract-article.ts'
import { sanitizeTree } from '../../../../src/core/article/sanitize.ts'

const extracted = (html: string): string[] => {
  const { body } = extractArticle({ html, url: 'https://harbour.example/a/1' })
  return articleText(sanitizeTree(body).html).split('\n\n')
}
const wrap = (lines: readonly string[], name = 'p'): string =>
  lines.map(line => `<${name}>${line}</${name}>`).join('\n')
const links = (words: readonly string[]): string =>
  `<nav><ul>${words.map(word => `<li><a href="/${encodeURI(word)}">${word}</a></li>`).join('')}</ul></nav>`

const english = [
  'The council of the harbour town voted on Tuesday evening to close the old bridge for repairs, and the mayor said that the work would take until spring.',
  'Engineers found cracks in two of the seven arches last month, after a winter in which the river rose higher than in any year since the records began.',
  'Traders on the northern bank fear for their business: most of their customers come on foot, and the next crossing is four kilometres away.',
  'The regional government will pay half of the cost, the town a quarter, and the rest is to come from a fund for monuments, if its board agrees in June.',
]
const persian = [
  'شورای شهر بندری شامگاه سه‌شنبه رأی داد که پل قدیمی برای تعمیر بسته شود و شهردار گفت که این کار تا بهار طول می‌کشد.',
  'مهندسان ماه گذشته در دو دهانه از هفت دهانهٔ پل ترک پیدا کردند؛ زمستانی که آب رودخانه از هر سال دیگری بالاتر آمد.',
  'فروشندگان ساحل شمالی نگران کسب‌وکار خود هستند، چون بیشتر مشتریان پیاده می‌آیند و گذرگاه بعدی چهار کیلومتر دورتر است.',
]
const hebrew = [
  'מועצת עיר הנמל הצביעה ביום שלישי בערב בעד סגירת הגשר הישן לצורך תיקונים, וראש העיר אמר שהעבודות יימשכו עד האביב.',
  'המהנדסים מצאו בחודש שעבר סדקים בשתיים משבע הקשתות, אחרי חורף שבו עלה הנהר גבוה יותר מבכל שנה מאז החלו המדידות.',
  'הסוחרים בגדה הצפונית חוששים לפרנסתם: רוב הלקוחות מגיעים ברגל, והמעבר הבא נמצא במרחק ארבעה קילומטרים.',
]
const chinese = [
  '港口城市议会周二晚间投票决定关闭旧桥进行维修，市长表示工程将持续到明年春天，期间所有车辆必须绕行。',
  '工程师上个月在七个桥拱中的两个发现裂缝，此前的冬天河水上涨到有记录以来的最高水平，桥墩受到严重冲刷。',
  '北岸的商人担心生意受到影响：大多数顾客步行前来，而最近的另一座桥在四公里之外，渡轮的计划至今没有着落。',
]
const thai = [
  'สภาเมืองท่าลงมติเมื่อเย็นวันอังคารให้ปิดสะพานเก่าเพื่อซ่อมแซม และนายกเทศมนตรีกล่าวว่างานจะใช้เวลาจนถึงฤดูใบไม้ผลิปีหน้า',
  'วิศวกรพบรอยร้าวในสองจากเจ็ดช่วงโค้งเมื่อเดือนที่แล้ว หลังจากฤดูหนาวที่แม่น้ำสูงกว่าปีใดๆ นับตั้งแต่เริ่มมีการบันทึก',
  'พ่อค้าแม่ค้าฝั่งเหนือกังวลเรื่องรายได้ เพราะลูกค้าส่วนใหญ่เดินเท้ามา และทางข้ามถัดไปอยู่ห่างออกไปสี่กิโลเมตร',
]

test.each([
  {
    name: 'Persian, from right to left',
    language: 'fa',
    title: 'پل قدیمی بسته می‌شود',
    words: ['خانه', 'ایران', 'جهان', 'ورزش'],
    lines: persian,
  },
  {
    name: 'Hebrew, from right to left',
    language: 'he',
    title: 'הגשר הישן נסגר',
    words: ['חדשות', 'ספורט', 'תרבות', 'כלכלה'],
    lines: hebrew,
  },
  {
    name: 'Chinese, without spaces',
    language: 'zh',
    title: '旧桥关闭维修',
    words: ['首页', '国际', '财经', '体育'],
    lines: chinese,
  },
  {
    name: 'Thai, without spaces',
    language: 'th',
    title: 'ปิดสะพานเก่า',
    words: ['หน้าแรก', 'การเมือง', 'กีฬา', 'บันเทิง'],
    lines: thai,
  },
])('$name: the body is its paragraphs', ({ language, title, words, lines }) => {
  const html = `<html lang="${language}"><head><title>${title}</title></head><body>
    <div class="top">${links(words)}</div>
    <div class="wrap"><h1>${title}</h1><div class="date">2024</div><div class="story">${wrap(lines)}</div></div>
    <div class="more"><ul>${words.map(word => `<li><a href="/x">${word} ${word} ${word}</a></li>`).join('')}</ul></div></body></html>`

  expect(extracted(html)).toEqual(lines)
})

test('a paywall: what stands before it is the body, its offer is not', () => {
  const html = `<html lang="en"><head><title>Old bridge closes</title></head><body>${links(['News', 'Sport'])}
    <article><h1>Old bridge closes</h1>${wrap(english.slice(0, 2))}
      <div class="paywall"><h3>Read on with a subscription</h3><p>You have read all of this month’s free articles. Subscribe today and read everything for one euro a week, cancel whenever you want.</p>
      <ul><li>All articles on every device</li><li>The printed paper on Saturdays</li></ul><a href="/buy">Subscribe now</a></div></article></body></html>`

  expect(extracted(html)).toEqual(english.slice(0, 2))
})

test('an AMP page has the same body as its twin', () => {
  const html = `<html amp lang="en"><head><title>Old bridge closes</title><link rel="canonical" href="https://harbour.example/a/1"></head><body>
    <amp-sidebar id="menu" layout="nodisplay">${links(['News', 'Sport', 'Culture'])}</amp-sidebar>
    <amp-consent id="c" layout="nodisplay"><div class="consent"><p>We and our partners use cookies. Do you agree to that?</p><button>Yes</button></div></amp-consent>
    <article class="amp-wp-article"><header><h1>Old bridge closes</h1></header>
      <amp-img src="b.jpg" width="4" height="3" layout="responsive" alt="The bridge"></amp-img>
      <div class="amp-wp-article-content">${wrap(english.slice(0, 2))}<amp-ad type="x" width="3" height="2"><div fallback>Advertisement</div></amp-ad>${wrap(english.slice(2))}</div></article>
    <amp-list src="/related.json" layout="fixed-height" height="9"><div overflow>Show more</div></amp-list></body></html>`

  expect(extracted(html)).toEqual(english)
})

test('a live blog: each post with its heading is the body, its time and its buttons are not', () => {
  const headings = ['Council votes', 'What the engineers found', 'Fear on the northern bank', 'Who pays']
  const posts = english.map(
    (line, at) =>
      `<div class="post" id="p${at}"><div class="post-meta"><time datetime="2024-03-05T1${at}:00:00Z">1${at}:00</time></div><h2>${headings[at]}</h2><p>${line}</p><div class="share-buttons"><a href="/s">Share</a><a href="/l">Copy link</a></div></div>`,
  )
  const html = `<html lang="en"><head><title>Old bridge closes: live</title></head><body>${links(['News', 'Sport'])}
    <main><h1>Old bridge closes: live</h1><div class="posts">${posts.join('')}</div></main></body></html>`

  expect(extracted(html)).toEqual(english.flatMap((line, at) => [headings[at], line]))
})

test('a thread of comments longer than the article is no part of it', () => {
  const comments = english.map(
    (line, at) =>
      `<li class="comment"><div class="author">reader${at}</div><div class="text"><p>I do not believe a word of it. ${line.toUpperCase()}</p></div><a href="/r">Reply</a></li>`,
  )
  const html = `<html lang="en"><head><title>Old bridge closes</title></head><body>${links(['News', 'Sport'])}
    <article><h1>Old bridge closes</h1>${wrap(english.slice(0, 3))}</article>
    <section id="comments"><h2>12 comments</h2><ol class="comment-list">${[...comments, ...comments, ...comments].join('')}</ol></section></body></html>`

  expect(extracted(html)).toEqual(english.slice(0, 3))
})

test('the teasers of other articles after a short one are no part of it', () => {
  const teasers = [
    'A winter of high water',
    'The seven arches',
    'What a ferry costs',
    'The monument fund',
  ].map(
    (title, at) =>
      `<div class="item"><h3><a href="/${at}">${title}</a></h3><p>${english[at]?.slice(0, 90)} …</p></div>`,
  )
  const html = `<html lang="en"><head><title>Old bridge closes</title></head><body>${links(['News', 'Sport'])}
    <div class="col"><h1>Old bridge closes</h1><div class="txt">${wrap(english.slice(0, 2))}</div><h2>More from the harbour</h2><div class="items">${teasers.join('')}</div></div></body></html>`

  expect(extracted(html)).toEqual(english.slice(0, 2))
})

test('a body of which only search engines are told is read from there', () => {
  const stated = JSON.stringify({
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    headline: 'Old bridge closes',
    articleBody: english.join('\n'),
  })
  const html = `<html lang="en"><head><title>Old bridge closes</title><script type="application/ld+json">${stated}</script></head>
    <body><div id="app"></div><p>Please switch on JavaScript.</p></body></html>`

  expect(extracted(html)).toEqual(english)
})

test('paragraphs of line breaks in one element stay paragraphs', () => {
  const html = `<html lang="en"><head><title>Old bridge closes</title></head><body><table><tr><td>${links(['News', 'Sport'])}</td><td>
    <font size="5"><b>Old bridge closes</b></font><br><font size="2">${english.join('<br>\n&nbsp;<br>\n')}</font></td></tr></table></body></html>`

  expect(extracted(html)).toEqual(english)
})

test.each([
  { name: 'a button', open: '<button formaction=x>Share' },
  { name: 'an embedded thing', open: '<object data=x>' },
  { name: 'what is for browsers without scripts', open: '<noscript><p title="x">' },
  { name: 'a formula', open: '<math><mtext><h3>x</h3>' },
])('what stands behind $name that is never closed is text, as browsers show it', ({ open }) => {
  const [first = '', ...rest] = english

  const lines = extracted(`<body><article><h1>Old bridge</h1><p>${first}</p>${open}${wrap(rest)}</article>`)

  expect(lines).toEqual(expect.arrayContaining([first, ...rest]))
})

test('the text of a listing in old markup is kept as it is written', () => {
  const [first = '', second = '', ...rest] = english
  const lines = extracted(
    `<body><article><h1>Old bridge</h1><p>${first}</p><xmp><b>${second}</b></xmp>${wrap(rest)}</article>`,
  )

  expect(lines).toEqual([first, `<b>${second}</b>`, ...rest])
})
