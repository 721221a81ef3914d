import { createMultibyteEncoder } from '@exodus/bytes/multi-byte.js'
import { createSinglebyteEncoder } from '@exodus/bytes/single-byte.js'

const texts = {
  ru: [
    'Свобода слова – не роскошь, а право каждого',
    'Журналисты рассказали, как работают редакции, сайты которых заблокированы. Читатели находят новые адреса и продолжают читать новости каждый день.',
    'По словам редактора, число посетителей за последний год выросло, хотя власти закрывали всё новые зеркала.',
  ],
  uk: [
    'Свобода слова – це право кожної людини',
    'Журналісти розповіли, як працюють редакції, чиї сайти заблоковано. Читачі знаходять нові адреси й щодня читають новини про події в Україні та світі.',
    'За словами редакторки, кількість відвідувачів за останній рік зросла, хоча їхні дзеркала закривають знову і знову.',
  ],
  fa: [
    'آزادي بيان حق همه مردم است',
    'روزنامه نگاران گفتند که سايت هاي خبري چگونه با وجود فيلتر شدن کار مي کنند. خوانندگان هر روز نشاني تازه اي پيدا مي کنند و خبرها را مي خوانند.'.replaceAll(
      'ک',
      'ك',
    ),
  ],
  ar: [
    'حرية التعبير حق لكل إنسان',
    'تحدث الصحفيون عن عمل غرف الأخبار التي حجبت مواقعها. يجد القراء عناوين جديدة ويواصلون قراءة الأخبار كل يوم، بحسب رئيس التحرير.',
  ],
  zh: [
    '言论自由是每个人的权利',
    '记者讲述了网站被封锁的编辑部如何工作。读者每天都能找到新的地址，继续阅读新闻。编辑说，去年访问人数增加了，尽管镜像网站一再被关闭。',
  ],
  tw: [
    '言論自由是每個人的權利',
    '記者講述了網站被封鎖的編輯部如何工作。讀者每天都能找到新的地址，繼續閱讀新聞。編輯說，去年訪問人數增加了，儘管鏡像網站一再被關閉。',
  ],
  ja: [
    '言論の自由はすべての人の権利です',
    '記者たちは、サイトが遮断された編集部がどのように働いているかを語った。読者は毎日新しいアドレスを見つけ、ニュースを読み続けている。',
  ],
  ko: [
    '언론의 자유는 모두의 권리다',
    '기자들은 사이트가 차단된 편집국이 어떻게 일하는지 이야기했다. 독자들은 매일 새 주소를 찾아 뉴스를 계속 읽는다. 똠방각하와 펲시도 여기 있다.',
  ],
  pl: [
    'Wolność słowa jest prawem każdego człowieka',
    'Dziennikarze opowiedzieli, jak pracują redakcje, których strony zostały zablokowane. Czytelnicy znajdują nowe adresy i codziennie czytają wiadomości.',
  ],
  cs: [
    'Svoboda slova je právem každého člověka',
    'Novináři vyprávěli, jak pracují redakce, jejichž stránky byly zablokovány. Čtenáři nacházejí nové adresy a každý den čtou zprávy, řekl šéfredaktor.',
  ],
  el: [
    'Η ελευθερία του λόγου είναι δικαίωμα όλων',
    'Οι δημοσιογράφοι μίλησαν για το πώς εργάζονται οι συντάκτες που οι ιστοσελίδες τους έχουν αποκλειστεί. Οι αναγνώστες βρίσκουν νέες διευθύνσεις κάθε μέρα.',
  ],
  tr: [
    'İfade özgürlüğü herkesin hakkıdır',
    'Gazeteciler, siteleri engellenen yazı işlerinin nasıl çalıştığını anlattı. Okuyucular her gün yeni adresler buluyor ve haberleri okumaya devam ediyor.',
  ],
  he: [
    'חופש הביטוי הוא זכותו של כל אדם',
    'העיתונאים סיפרו כיצד עובדות המערכות שאתריהן נחסמו. הקוראים מוצאים כתובות חדשות וממשיכים לקרוא את החדשות מדי יום.',
  ],
  th: [
    'เสรีภาพในการพูดเป็นสิทธิของทุกคน',
    'นักข่าวเล่าว่ากองบรรณาธิการที่เว็บไซต์ถูกปิดกั้นทำงานอย่างไร ผู้อ่านพบที่อยู่ใหม่และอ่านข่าวต่อไปทุกวัน',
  ],
  fr: [
    'La liberté d’expression est un droit pour chacun',
    'Les journalistes ont raconté comment travaillent les rédactions dont les sites ont été bloqués. Les lecteurs trouvent de nouvelles adresses, répète la rédactrice.',
  ],
  be: [
    'Свабода слова – права кожнага чалавека',
    'Журналісты расказалі, як працуюць рэдакцыі, сайты якіх заблакаваныя. Чытачы знаходзяць новыя адрасы і штодня чытаюць навіны, у тым ліку пра падзеі ў Беларусі.',
  ],
  bg: [
    'Свободата на словото е право на всеки човек',
    'Журналистите разказаха как работят редакциите, чиито сайтове са блокирани. Читателите намират нови адреси и всеки ден четат новините.',
  ],
  sr: [
    'Слобода говора је право сваког човека',
    'Новинари су испричали како раде редакције чији су сајтови блокирани. Читаоци налазе нове адресе и сваког дана читају вести.',
  ],
  lt: [
    'Žodžio laisvė yra kiekvieno žmogaus teisė',
    'Žurnalistai papasakojo, kaip dirba redakcijos, kurių svetainės užblokuotos. Skaitytojai randa naujus adresus ir kasdien skaito žinias apie įvykius šalyje.',
  ],
  hu: [
    'A szólásszabadság minden ember joga',
    'Az újságírók elmondták, hogyan működnek a szerkesztőségek, amelyek oldalait letiltották. Az olvasók új címeket találnak, és minden nap olvassák a híreket.',
  ],
  ro: [
    'Libertatea de exprimare este dreptul fiecărui om',
    'Jurnaliştii au povestit cum lucrează redacţiile ale căror site-uri au fost blocate. Cititorii găsesc adrese noi şi citesc în fiecare zi ştirile despre ţară.',
  ],
  de: [
    'Die Freiheit der Rede ist ein Recht für jeden',
    'Journalisten erzählten, wie Redaktionen arbeiten, deren Seiten gesperrt wurden. Die Leser finden täglich neue Adressen und können die Nachrichten weiter lesen.',
  ],
  es: [
    'La libertad de expresión es un derecho de todos',
    'Los periodistas contaron cómo trabajan las redacciones cuyas páginas están bloqueadas. Los lectores encuentran direcciones nuevas y leen las noticias cada día.',
  ],
  is: [
    'Tjáningarfrelsi er réttur hvers manns',
    'Blaðamenn sögðu frá því hvernig ritstjórnir starfa þegar vefjum þeirra er lokað. Lesendur finna ný vefföng og halda áfram að lesa fréttir á hverjum degi.',
  ],
} as const

type Language = keyof typeof texts

/** Encodings in use, each with a language that was written in it. */
export const charsets = [
  { charset: 'windows-1251', language: 'ru' },
  { charset: 'koi8-r', language: 'ru' },
  { charset: 'iso-8859-5', language: 'ru' },
  { charset: 'ibm866', language: 'ru' },
  { charset: 'windows-1251', language: 'uk' },
  { charset: 'koi8-u', language: 'uk' },
  { charset: 'windows-1256', language: 'ar' },
  { charset: 'iso-8859-6', language: 'ar' },
  { charset: 'windows-1256', language: 'fa' },
  { charset: 'gb18030', language: 'zh' },
  { charset: 'gbk', language: 'zh' },
  { charset: 'big5', language: 'tw' },
  { charset: 'shift_jis', language: 'ja' },
  { charset: 'euc-jp', language: 'ja' },
  { charset: 'euc-kr', language: 'ko' },
  { charset: 'iso-8859-2', language: 'pl' },
  { charset: 'windows-1250', language: 'cs' },
  { charset: 'iso-8859-7', language: 'el' },
  { charset: 'windows-1253', language: 'el' },
  { charset: 'windows-1254', language: 'tr' },
  { charset: 'windows-1255', language: 'he' },
  { charset: 'windows-874', language: 'th' },
  { charset: 'windows-1252', language: 'fr' },
  { charset: 'x-mac-cyrillic', language: 'ru' },
  { charset: 'windows-1251', language: 'be' },
  { charset: 'iso-8859-5', language: 'bg' },
  { charset: 'windows-1251', language: 'sr' },
  { charset: 'windows-1257', language: 'lt' },
  { charset: 'iso-8859-2', language: 'hu' },
  { charset: 'windows-1250', language: 'ro' },
  { charset: 'windows-1252', language: 'de' },
  { charset: 'windows-1252', language: 'es' },
  { charset: 'windows-1252', language: 'is' },
] as const satisfies readonly { charset: string; language: Language }[]

/** A language's headline. */
export function titleIn(language: Language): string {
  return texts[language][0].replaceAll(/[–’]/g, '-')
}

/** A whole page in a language; the charset stands in its head if one is given. */
export function pageIn(language: Language, declared: string | null = null): string {
  const [title, ...paragraphs] = texts[language].map(text => text.replaceAll(/[–’]/g, '-'))
  const meta =
    declared === null ? '' : `<meta http-equiv="Content-Type" content="text/html; charset=${declared}">`
  const body = paragraphs.map(text => `<p class="text-block">${text}</p>`).join('\n')
  return `<!DOCTYPE html>\n<html><head>${meta}<title>${title}</title><script>var page = { id: 1 };</script></head>
<body><div id="content" class="article-body"><h1>${title}</h1>\n${body}\n</div><footer>Copyright 2026</footer></body></html>`
}

/** Text as bytes of an encoding, for servers that still send it. */
export function encodeText(text: string, charset: string): Uint8Array {
  if (charset === 'utf-16le' || charset === 'utf-16be') return encodeWide(text, 2, charset === 'utf-16le')
  if (charset === 'utf-32le' || charset === 'utf-32be') return encodeWide(text, 4, charset === 'utf-32le')
  const isMultibyte = /^(?:gb|big5|shift|euc)/.test(charset)
  const encode = isMultibyte
    ? createMultibyteEncoder(charset, { mode: 'fatal' })
    : createSinglebyteEncoder(charset, { mode: 'fatal' })
  return encode(text)
}

function encodeWide(text: string, width: 2 | 4, isLittleEndian: boolean): Uint8Array {
  const units =
    width === 2
      ? Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))
      : Array.from(text, each => each.codePointAt(0) ?? 0)
  const bytes = new Uint8Array(units.length * width)
  const view = new DataView(bytes.buffer)
  for (const [index, unit] of units.entries()) {
    if (width === 2) view.setUint16(index * 2, unit, isLittleEndian)
    else view.setUint32(index * 4, unit, isLittleEndian)
  }
  return bytes
}
