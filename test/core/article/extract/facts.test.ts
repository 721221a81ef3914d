import { expect, test } from 'vitest'
import { extractArticle } from '../../../../src/core/article/extract/extract-article.ts'

const sentence =
  'The council of the harbour town voted on Tuesday evening to close the old bridge for repairs until the spring of next year.'
const page = ({ head = '', body = '', html = 'lang="en"', text = sentence }): string =>
  `<!doctype html><html ${html}><head>${head}</head><body><article>${body}${`<p>${text}</p>`.repeat(4)}</article></body></html>`
const extract = (parts: Parameters<typeof page>[0], url = 'https://www.harbour.example/news/1') =>
  extractArticle({ html: page(parts), url })
const linked = (facts: object): string =>
  `<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', ...facts })}</script>`

test.each([
  { name: 'from og:title', head: '<meta property="og:title" content="Old bridge closes">' },
  { name: 'from JSON-LD', head: linked({ headline: 'Old bridge closes' }) },
  {
    name: 'without the name of the site after it',
    head: '<meta property="og:site_name" content="Harbour Post"><title>Old bridge closes | Harbour Post</title>',
  },
  {
    name: 'without the name of the site before it',
    head: '<meta property="og:site_name" content="Harbour Post"><title>Harbour Post: Old bridge closes</title>',
    body: '<h1>Old bridge closes</h1>',
  },
  { name: 'without the name of the host', head: '<title>Old bridge closes - HARBOUR</title>' },
  {
    name: 'without the name of the site and the day',
    head: '<meta property="og:title" content="Old bridge closes | Harbour | 28.04.2023">',
  },
  {
    name: 'without the section that the heading does not have',
    head: '<meta property="og:title" content="Old bridge closes | Local">',
    body: '<h1>Old bridge closes</h1>',
  },
  {
    name: 'whole where the metadata cut it short',
    head: '<meta property="og:title" content="Old bridge in the harbour cl…">',
    body: '<h1>Old bridge in the harbour closes</h1>',
    want: 'Old bridge in the harbour closes',
  },
  {
    name: 'with a dash that is its own',
    head: '<meta property="og:site_name" content="Harbour Post"><meta property="og:title" content="Old bridge – new ferry">',
    want: 'Old bridge – new ferry',
  },
  {
    name: 'with the letters that were escaped twice',
    head: '<meta property="og:title" content="Town&amp;#8217;s bridge">',
    want: 'Town’s bridge',
  },
])('the title is read $name', ({ head, body, want = 'Old bridge closes' }) => {
  expect(extract({ head, ...(body !== undefined && { body }) }).title).toBe(want)
})

test.each([
  {
    name: 'that sharing has as well, and not what JSON-LD has for search engines',
    head: `${linked({ headline: 'Bridge repairs 2025: all you need to know' })}<meta property="og:title" content="The old bridge closes until spring">`,
    body: '<h1>The old bridge closes until spring</h1>',
  },
  {
    name: 'that has nearly all words of JSON-LD',
    head: linked({ headline: 'Old harbour bridge closes until spring' }),
    body: '<h1>The old bridge closes until spring</h1>',
  },
  {
    name: 'and not the whole summary that JSON-LD has',
    head: linked({ headline: `${sentence} ${sentence} ${sentence}` }),
    body: '<h1>The old bridge closes until spring</h1>',
  },
  {
    name: 'of several the one that has the words of the document',
    head: '<title>The old bridge closes till spring. News</title>',
    body: '<h1>Harbour and town</h1><h1>The old bridge closes until spring</h1><h1>Ferry</h1>',
  },
])('the title is the heading $name', ({ head, body }) => {
  expect(extract({ head, body }).title).toBe('The old bridge closes until spring')
})

test('the headline of JSON-LD stays where a smaller heading shows it below one for search engines', () => {
  const head = `${linked({ headline: 'Old bridge closes' })}<meta property="og:title" content="Bridge repairs: all you need to know">`
  const body = '<h1>Bridge repairs: all you need to know</h1><h2>Old bridge closes</h2>'

  expect(extract({ head, body }).title).toBe('Old bridge closes')
})

test('what begins with the name of the site and goes on is no name of the site', () => {
  const head =
    '<meta property="og:site_name" content="the Harbour"><meta property="og:title" content="The Harbour view on the old bridge: closed for good | Editorial">'

  expect(extract({ head, body: '<h1>The Harbour view on the old bridge: closed for good</h1>' }).title).toBe(
    'The Harbour view on the old bridge: closed for good',
  )
})

test('an only heading of a word that the document’s title has nothing of is a section', () => {
  const head = '<title>Old bridge closes for repairs</title>'

  expect(extract({ head, body: '<h1>Society</h1>' }).title).toBe('Old bridge closes for repairs')
})

test('an only heading that stands at the end of the document’s title is the name of the site', () => {
  const head = '<title>Old bridge closes | City Gazette online</title>'

  expect(extract({ head, body: '<h1>City Gazette</h1>' }).title).toBe('Old bridge closes')
})

test.each([
  { name: 'a list in JSON-LD', head: linked({ author: [{ name: 'Jo Field' }, { name: 'Anna Brandt' }] }) },
  { name: 'one line', head: '<meta name="author" content="By Jo Field and Anna Brandt">' },
  {
    name: 'two tags',
    head: '<meta name="author" content="Jo Field"><meta name="author" content="Anna Brandt">',
  },
  { name: 'signs in brackets', head: '<meta name="author" content="Jo Field (jof), Anna Brandt (abr.)">' },
  {
    name: 'addresses beside names',
    head: '<meta name="author" content="Jo Field"><meta property="article:author" content="https://social.example/jo"><meta name="author" content="Anna Brandt">',
  },
])('the byline is a list of names, from $name', ({ head }) => {
  expect(extract({ head }).byline).toEqual(['Jo Field', 'Anna Brandt'])
})

test.each([
  {
    name: 'with its zone',
    head: linked({ datePublished: '2024-04-28T09:00:00+02:00' }),
    want: '2024-04-28T07:00:00.000Z',
  },
  {
    name: 'with a space',
    head: linked({ datePublished: '2024-04-28 07:00:00Z' }),
    want: '2024-04-28T07:00:00.000Z',
  },
  {
    name: 'from meta',
    head: '<meta property="article:published_time" content="2024-04-28T07:00:00&#x2B;00:00">',
    want: '2024-04-28T07:00:00.000Z',
  },
  {
    name: 'from time',
    body: '<time class="published" datetime="2024-04-28T07:00Z">8 Ordibehesht 1403</time>',
    want: '2024-04-28T07:00:00.000Z',
  },
  {
    name: 'never from what is shown',
    body: '<p class="date">۸ اردیبهشت ۱۴۰۳</p><span>28 April 2024</span>',
    want: null,
  },
  {
    name: 'never from a year of another calendar',
    head: linked({ datePublished: '1403-02-08' }),
    want: null,
  },
])('the day of publishing is read $name', ({ head, body, want }) => {
  const { publishedMs } = extract({ ...(head && { head }), ...(body && { body }) })

  expect(publishedMs === null ? null : new Date(publishedMs).toISOString()).toBe(want)
})

test('a time without its zone takes that of another place with the same time on the clock', () => {
  const head = `${linked({ datePublished: '2024-04-28 09:00:00.0', dateModified: '2024-04-28T10:30:00' })}<meta name="date" content="2024-04-28T09:00:00+02:00"><meta name="last-modified" content="2024-04-28T10:30:00+02:00">`

  const { publishedMs, modifiedMs } = extract({ head })

  expect([publishedMs, modifiedMs]).toEqual([Date.UTC(2024, 3, 28, 7), Date.UTC(2024, 3, 28, 8, 30)])
})

test('and keeps its own where no other place tells the same', () => {
  const head = `${linked({ datePublished: '2024-04-28T09:00:00' })}<meta name="date" content="2024-04-27T18:00:00+02:00">`

  expect(extract({ head }).publishedMs).toBe(Date.UTC(2024, 3, 28, 9))
})

test('a zone that is written with a Z behind it is that zone', () => {
  const head = '<meta property="article:published_time" content="20120105T0647+0400Z">'

  expect(extract({ head }).publishedMs).toBe(Date.UTC(2012, 0, 5, 2, 47))
})

test('what was not updated has no time of its change', () => {
  const body = '<div class="date notUpdated"><time datetime="2024-04-28T07:00Z">28.04.2024</time></div>'

  expect(extract({ body }).modifiedMs).toBeNull()
})

test('of several times at the headline one in a list is that of another article', () => {
  const body =
    '<ul><li><time datetime="2024-05-01T07:00Z">1 May</time> Ferry</li></ul><header><time datetime="2024-04-28T07:00Z">28 April</time><h1>Old bridge closes</h1></header><ul><li><time datetime="2024-05-02T07:00Z">2 May</time> Harbour</li></ul>'

  expect(extract({ body, head: '<title>Old bridge closes</title>' }).publishedMs).toBe(
    Date.UTC(2024, 3, 28, 7),
  )
})

const russian =
  'Городской совет во вторник вечером проголосовал за то, чтобы закрыть старый мост на ремонт до весны будущего года.'
const hebrew =
  'מועצת העיר הצביעה ביום שלישי בערב על סגירת הגשר הישן לשיפוצים עד האביב של השנה הבאה, כך אמר ראש העיר.'

test.each([
  {
    language: 'ru',
    text: 'Молодёжная сборная уступила соперникам, пропустив решающую шайбу; вратарь выручал команду, защитники ошибались, тренеры меняли звенья.',
  },
  {
    language: 'uk',
    text: 'Міська рада ввечері проголосувала: їхній старий міст зачинять; мешканці обурені, перевізники чекають, інженери готують проєкт.',
  },
  {
    language: 'fa',
    text: 'شورای شهر بندری سه‌شنبه شب رأی داد که پل قدیمی برای تعمیر تا بهار سال آینده بسته شود و گذر چارپایان نیز ممنوع باشد.',
  },
  {
    language: 'ar',
    text: 'صوّت مجلس المدينة الساحلية مساء الثلاثاء على إغلاق الجسر القديم لإجراء الإصلاحات حتى ربيع العام المقبل كما أعلن رئيس البلدية.',
  },
  {
    language: 'sw',
    text: 'Baraza la mji wa bandari lilipiga kura kwa ajili ya kufunga daraja la zamani na kulitengeneza, amesema meya wa mji huo baada ya kikao cha jana kwa waandishi wa habari wa hapa.',
  },
])('without a declaration a text is known as $language by its words or letters', ({ text, language }) => {
  expect(extract({ html: '', text }).language).toBe(language)
})

test('the language that JSON-LD states of the page counts where the markup states none', () => {
  const head = `<script type="application/ld+json">{"@type":"WebPage","inLanguage":"pt-BR"}</script>`

  expect(
    extract({ html: '', head, text: 'Kyle 5040 Denny 5027 Joey 2380 Martin 5035 Kevin 5033 '.repeat(3) })
      .language,
  ).toBe('pt-BR')
})

test.each([
  { name: 'as it is declared', html: 'lang="en_us"', text: sentence, language: 'en-US', direction: 'ltr' },
  {
    name: 'of the text where a template says English',
    html: 'lang="en-US"',
    text: hebrew,
    language: 'he',
    direction: 'rtl',
  },
  {
    name: 'of its commonest words where a template says English',
    html: 'lang="en"',
    text: russian,
    language: 'ru',
    direction: 'ltr',
  },
  {
    name: 'of its letters where nothing declares it',
    html: '',
    text: hebrew,
    language: 'he',
    direction: 'rtl',
  },
  {
    name: 'of its words in the same script where a template says English',
    html: 'lang="en"',
    text: 'Rada miasta zdecydowała we wtorek wieczorem, że stary most nie jest bezpieczny i przez rok będzie zamknięty dla ruchu, a także jak i przez kogo jest on od tego dnia naprawiany, oraz że nie ma na to pieniędzy.',
    language: 'pl',
    direction: 'ltr',
  },
  {
    name: 'of its words where nothing declares it',
    html: '',
    text: sentence,
    language: 'en',
    direction: 'ltr',
  },
  {
    name: 'as declared where its words are near',
    html: 'lang="nb"',
    text: 'Byrådet vedtok tirsdag kveld at den gamle broen skal stenges, og det er ikke første gang at det har vært et tema etter at hun ble bygd.',
    language: 'nb',
    direction: 'ltr',
  },
  {
    name: 'of its letters where Chinese is not declared',
    html: '',
    text: '市议会周二晚上投票决定关闭旧桥进行维修直到明年春天据市长说这是必要的措施',
    language: 'zh',
    direction: 'ltr',
  },
  {
    name: 'as declared though many names are foreign',
    html: 'lang="fa"',
    text: hebrew,
    language: 'fa',
    direction: 'rtl',
  },
])('the language is $name', ({ html, text, language, direction }) => {
  expect(extract({ html, text })).toMatchObject({ language, direction })
})

test('a site that gives its address for a name is called by its host', () => {
  expect(
    extract({ head: '<meta property="og:site_name" content="https://www.harbour.example/">' }).siteName,
  ).toBe('harbour.example')
})

test.each([
  { name: 'as the page says', head: '<meta name="keywords" content="Bridges, Harbour">' },
  {
    name: 'without what is for machines',
    head: '<meta name="keywords" content="98be933f-38cf-4fba-b6c6-ad438e82010a,Category: Bridges,NLP Category: News,editors_pick,news.harbour.example,Harbour,harbour">',
  },
  {
    name: 'as its links to topics show',
    body: '<a rel="tag" href="/t/1">Bridges</a> <a rel="nofollow tag" href="/t/2">Harbour</a>',
  },
])('the tags are read $name', ({ head = '', body = '' }) => {
  expect(extract({ head, body }, 'https://post.example/1').tags).toEqual(['Bridges', 'Harbour'])
})

test('a page says its own address also where the one that it was asked by is none', () => {
  const head = '<link rel="canonical" href="https://www.harbour.example/news/1">'

  expect(extract({ head }, '').canonicalUrl).toBe('https://www.harbour.example/news/1')
})
