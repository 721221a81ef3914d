import type { TextDirection } from '../article/article.ts'

/** The interface words of one language, each as a whole phrase. */
export interface Words {
  /** BCP 47. */
  readonly language: string
  readonly direction: TextDirection
  /** How dates are written: a locale for Intl, with its calendar where that is not the Gregorian one. */
  readonly dates: string
  readonly front: string
  readonly latest: string
  readonly languages: string
  readonly sources: string
  readonly topics: string
  readonly subscribe: string
  readonly otherAddresses: string
  readonly source: string
  readonly updated: string
  readonly image: string
  readonly text: string
  readonly newer: string
  readonly older: string
  readonly previous: string
  readonly next: string
  readonly page: (number: number, total: number) => string
  readonly empty: string
  readonly corrections: string
  readonly withdrawn: string
  readonly fromFeed: string
  readonly fromSummary: string
  readonly moving: (host: string) => string
  readonly newAddress: (host: string) => string
  readonly howToSubscribe: string
  readonly allFormats: string
  readonly light: string
  readonly scan: string
  readonly everyFeed: string
  readonly hostedReaders: string
  readonly thisAddress: string
  readonly whereElse: string
}

const en: Words = {
  language: 'en',
  direction: 'ltr',
  dates: 'en-GB',
  front: 'Front page',
  latest: 'Latest',
  languages: 'Languages',
  sources: 'Sources',
  topics: 'Topics',
  subscribe: 'Subscribe',
  otherAddresses: 'Other addresses',
  source: 'Source',
  updated: 'updated',
  image: 'Image',
  text: 'Text only',
  newer: 'Newer',
  older: 'Older',
  previous: 'Previous page',
  next: 'Next page',
  page: (number, total) => `Page ${number} of ${total}`,
  empty: 'Nothing is here yet.',
  corrections: 'Corrections',
  withdrawn: 'This article was withdrawn.',
  fromFeed: 'This text was taken from the feed: the page itself could not be read.',
  fromSummary: 'Only the summary from the feed is here: the page itself could not be read.',
  newAddress: host => `New address: ${host}`,
  moving: host =>
    `This address will go away. The next one is ${host}. Write it down and open it later, not right after this one; in your feed reader, put it in place of the old name.`,
  howToSubscribe: 'Copy one of these addresses into your feed reader.',
  allFormats: 'Each address also works with .atom or .json at its end in place of .rss.',
  light: 'Summaries only, for a slow line',
  scan: 'Or scan this code with your phone:',
  everyFeed: 'All feeds in one file (OPML)',
  hostedReaders:
    'This address is yours. A reader that fetches feeds from its own servers would learn it: use one that runs on your device.',
  thisAddress: 'You are here',
  whereElse: 'The same articles are at these addresses. Keep them somewhere safe.',
}

const ru: Words = {
  language: 'ru',
  direction: 'ltr',
  dates: 'ru',
  front: 'Главная',
  latest: 'Новое',
  languages: 'Языки',
  sources: 'Источники',
  topics: 'Темы',
  subscribe: 'Подписаться',
  otherAddresses: 'Другие адреса',
  source: 'Источник',
  updated: 'обновлено',
  image: 'Изображение',
  text: 'Только текст',
  newer: 'Новее',
  older: 'Раньше',
  previous: 'Предыдущая страница',
  next: 'Следующая страница',
  page: (number, total) => `Страница ${number} из ${total}`,
  empty: 'Здесь пока ничего нет.',
  corrections: 'Исправления',
  withdrawn: 'Эта статья отозвана.',
  fromFeed: 'Текст взят из ленты: саму страницу прочитать не удалось.',
  fromSummary: 'Здесь только краткое изложение из ленты: саму страницу прочитать не удалось.',
  newAddress: host => `Новый адрес: ${host}`,
  moving: host =>
    `Этот адрес скоро перестанет работать. Следующий адрес: ${host}. Запишите его и откройте позже, не сразу после этого; в программе для чтения лент замените им старое имя.`,
  howToSubscribe: 'Скопируйте один из этих адресов в программу для чтения лент.',
  allFormats: 'Каждый адрес работает и с окончанием .atom или .json вместо .rss.',
  light: 'Только краткое изложение, для медленной связи',
  scan: 'Или отсканируйте этот код телефоном:',
  everyFeed: 'Все ленты одним файлом (OPML)',
  hostedReaders:
    'Этот адрес только ваш. Сервис, который читает ленты со своих серверов, узнает его: пользуйтесь программой на своём устройстве.',
  thisAddress: 'Вы здесь',
  whereElse: 'Те же статьи есть по этим адресам. Сохраните их в надёжном месте.',
}

const be: Words = {
  language: 'be',
  direction: 'ltr',
  dates: 'be',
  front: 'Галоўная',
  latest: 'Новае',
  languages: 'Мовы',
  sources: 'Крыніцы',
  topics: 'Тэмы',
  subscribe: 'Падпісацца',
  otherAddresses: 'Іншыя адрасы',
  source: 'Крыніца',
  updated: 'абноўлена',
  image: 'Выява',
  text: 'Толькі тэкст',
  newer: 'Навейшае',
  older: 'Раней',
  previous: 'Папярэдняя старонка',
  next: 'Наступная старонка',
  page: (number, total) => `Старонка ${number} з ${total}`,
  empty: 'Тут пакуль нічога няма.',
  corrections: 'Выпраўленні',
  withdrawn: 'Гэты артыкул адкліканы.',
  fromFeed: 'Тэкст узяты са стужкі: саму старонку прачытаць не ўдалося.',
  fromSummary: 'Тут толькі кароткі змест са стужкі: саму старонку прачытаць не ўдалося.',
  newAddress: host => `Новы адрас: ${host}`,
  moving: host =>
    `Гэты адрас хутка перастане працаваць. Наступны адрас: ${host}. Запішыце яго і адкрыйце пазней, не адразу пасля гэтага; у праграме для чытання стужак замяніце ім старое імя.`,
  howToSubscribe: 'Скапіюйце адзін з гэтых адрасоў у праграму для чытання стужак.',
  allFormats: 'Кожны адрас працуе і з канчаткам .atom або .json замест .rss.',
  light: 'Толькі кароткі змест, для павольнай сувязі',
  scan: 'Або адсканіруйце гэты код тэлефонам:',
  everyFeed: 'Усе стужкі адным файлам (OPML)',
  hostedReaders:
    'Гэты адрас толькі ваш. Сэрвіс, які чытае стужкі са сваіх сервераў, даведаецца яго: карыстайцеся праграмай на сваёй прыладзе.',
  thisAddress: 'Вы тут',
  whereElse: 'Тыя ж артыкулы ёсць па гэтых адрасах. Захавайце іх у надзейным месцы.',
}

const uk: Words = {
  language: 'uk',
  direction: 'ltr',
  dates: 'uk',
  front: 'Головна',
  latest: 'Нове',
  languages: 'Мови',
  sources: 'Джерела',
  topics: 'Теми',
  subscribe: 'Підписатися',
  otherAddresses: 'Інші адреси',
  source: 'Джерело',
  updated: 'оновлено',
  image: 'Зображення',
  text: 'Лише текст',
  newer: 'Новіше',
  older: 'Раніше',
  previous: 'Попередня сторінка',
  next: 'Наступна сторінка',
  page: (number, total) => `Сторінка ${number} з ${total}`,
  empty: 'Тут поки нічого немає.',
  corrections: 'Виправлення',
  withdrawn: 'Цю статтю відкликано.',
  fromFeed: 'Текст узято зі стрічки: саму сторінку прочитати не вдалося.',
  fromSummary: 'Тут лише стислий виклад зі стрічки: саму сторінку прочитати не вдалося.',
  newAddress: host => `Нова адреса: ${host}`,
  moving: host =>
    `Ця адреса скоро перестане працювати. Наступна адреса: ${host}. Запишіть її та відкрийте пізніше, не одразу після цієї; у програмі для читання стрічок замініть нею стару назву.`,
  howToSubscribe: 'Скопіюйте одну з цих адрес у програму для читання стрічок.',
  allFormats: 'Кожна адреса працює і з закінченням .atom або .json замість .rss.',
  light: 'Лише стислий виклад, для повільного зв’язку',
  scan: 'Або відскануйте цей код телефоном:',
  everyFeed: 'Усі стрічки одним файлом (OPML)',
  hostedReaders:
    'Ця адреса лише ваша. Сервіс, що читає стрічки зі своїх серверів, дізнається її: користуйтеся програмою на своєму пристрої.',
  thisAddress: 'Ви тут',
  whereElse: 'Ті самі статті є за цими адресами. Збережіть їх у надійному місці.',
}

const fa: Words = {
  language: 'fa',
  direction: 'rtl',
  dates: 'fa-u-ca-persian',
  front: 'صفحهٔ اول',
  latest: 'تازه‌ترین‌ها',
  languages: 'زبان‌ها',
  sources: 'منبع‌ها',
  topics: 'موضوع‌ها',
  subscribe: 'اشتراک',
  otherAddresses: 'نشانی‌های دیگر',
  source: 'منبع',
  updated: 'به‌روز شده',
  image: 'تصویر',
  text: 'فقط متن',
  newer: 'تازه‌تر',
  older: 'قدیمی‌تر',
  previous: 'صفحهٔ پیش',
  next: 'صفحهٔ بعد',
  page: (number, total) => `صفحهٔ ${number} از ${total}`,
  empty: 'هنوز چیزی اینجا نیست.',
  corrections: 'اصلاحات',
  withdrawn: 'این مطلب پس گرفته شده است.',
  fromFeed: 'این متن از خوراک گرفته شده است، چون خود صفحه خوانده نشد.',
  fromSummary: 'اینجا تنها خلاصهٔ خوراک آمده است، چون خود صفحه خوانده نشد.',
  newAddress: host => `نشانی تازه: ${host}`,
  moving: host =>
    `این نشانی به‌زودی از کار می‌افتد. نشانی بعدی ${host} است. آن را یادداشت کنید و دیرتر باز کنید، نه بی‌درنگ پس از این؛ در خوراک‌خوان، آن را به جای نام پیشین بنویسید.`,
  howToSubscribe: 'یکی از این نشانی‌ها را در خوراک‌خوان خود کپی کنید.',
  allFormats: 'هر نشانی با پایان .atom یا .json به جای .rss هم کار می‌کند.',
  light: 'فقط خلاصه‌ها، برای اینترنت کند',
  scan: 'یا این کد را با گوشی خود اسکن کنید:',
  everyFeed: 'همهٔ خوراک‌ها در یک پرونده (OPML)',
  hostedReaders:
    'این نشانی تنها از آنِ شماست. خوراک‌خوانی که از کارسازهای خود می‌خواند آن را خواهد دانست؛ از برنامه‌ای روی دستگاه خودتان استفاده کنید.',
  thisAddress: 'شما اینجا هستید',
  whereElse: 'همین مطالب در این نشانی‌ها هم هست. آن‌ها را در جای امنی نگه دارید.',
}

const zh: Words = {
  language: 'zh',
  direction: 'ltr',
  dates: 'zh-CN',
  front: '首页',
  latest: '最新',
  languages: '语言',
  sources: '来源',
  topics: '主题',
  subscribe: '订阅',
  otherAddresses: '其他网址',
  source: '来源',
  updated: '更新于',
  image: '图片',
  text: '纯文本',
  newer: '较新',
  older: '较早',
  previous: '上一页',
  next: '下一页',
  page: (number, total) => `第 ${number} 页，共 ${total} 页`,
  empty: '这里暂时没有内容。',
  corrections: '更正',
  withdrawn: '本文已撤回。',
  fromFeed: '无法读取原网页，本文取自订阅源。',
  fromSummary: '无法读取原网页，这里只有订阅源中的摘要。',
  newAddress: host => `新网址：${host}`,
  moving: host =>
    `本网址即将停用。下一个网址是 ${host}。请记下来，稍后再打开，不要紧接着本网址打开；请在阅读器中用它替换旧的域名。`,
  howToSubscribe: '把下面任意一个网址复制到您的订阅阅读器中。',
  allFormats: '每个网址末尾的 .rss 也可以换成 .atom 或 .json。',
  light: '仅摘要，适合慢速网络',
  scan: '或用手机扫描此二维码：',
  everyFeed: '全部订阅源（OPML 文件）',
  hostedReaders: '这个网址只属于您。在自己的服务器上抓取订阅的阅读器会得知它，请使用在您设备上运行的阅读器。',
  thisAddress: '您在这里',
  whereElse: '以下网址有同样的文章。请妥善保存。',
}

const table: Readonly<Record<string, Words>> = { en, ru, be, uk, fa, zh }

/** The interface words for a language (BCP 47), in English where there are none. */
export function wordsFor(language: string): Words {
  return table[language.split('-')[0]?.toLowerCase() ?? ''] ?? en
}
