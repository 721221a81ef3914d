import { lettersOf } from '../../html/letters.ts'
import { isSiteName, type SiteNames } from './site-name.ts'

/** News agencies, a line each with all that one is called; single words by their usual case, for some are names as well. */
const agencies = `
Reuters|Thomson Reuters|Рейтер|Reuters News Agency|رويترز|رویترز|路透社|路透|ロイター|로이터
AP|Associated Press|The Associated Press|AP News|美联社|美聯社|أسوشيتد برس|آسوشیتدپرس
AFP|Agence France-Presse|Agence France Presse|法新社|فرانس برس|أ ف ب|خبرگزاری فرانسه|Франс Пресс
dpa|DPA|Deutsche Presse-Agentur|dpa-AFX|dpa-infocom|dpa/lby|dpa/lnw
epd|Evangelischer Pressedienst
KNA|Katholische Nachrichten-Agentur
APA|Austria Presse Agentur|APA-OTS
SDA|Keystone-SDA|sda-ats|ATS|Schweizerische Depeschenagentur
SID|Sport-Informations-Dienst
EFE|Agencia EFE|Agência EFE
Europa Press|EUROPA PRESS|EP
ANSA|Agenzia ANSA
Adnkronos|AGI|LaPresse|Askanews
Lusa|LUSA|Agência Lusa
Agência Brasil|Estadão Conteúdo|Folhapress
PAP|Polska Agencja Prasowa
ČTK|ČTK/AP
TASR
MTI
Agerpres
БТА|BTA
Tanjug|Танјуг
HINA|Hina
NTB|Norsk Telegrambyrå
TT|TT-AFP|TT Nyhetsbyrån
Ritzau|Ritzaus Bureau
STT|STT-Lehtikuva
ANP
Belga|Agence Belga
BNS|Baltic News Service
LETA
Interfax|Интерфакс|Interfax-Ukraine|Интерфакс-Украина|Інтерфакс-Україна
TASS|ТАСС|ИТАР-ТАСС
RIA Novosti|РИА Новости|РИА «Новости»
Укринформ|Укрінформ|Ukrinform
УНИАН|УНІАН|UNIAN
БелТА|BelTA|БЕЛТА
БелаПАН|BelaPAN
Азертадж|AZERTAC
Xinhua|Xinhua News Agency|新华社|新華社|Синьхуа
中新社|中国新闻社|中新网|China News Service|chinanews
中央社
Kyodo|Kyodo News|共同通信|共同社|共同
Jiji|Jiji Press|時事通信|時事
Yonhap|Yonhap News Agency|연합뉴스|韩联社|韓聯社
Anadolu|Anadolu Agency|Anadolu Ajansı|AA
DHA|Demirören Haber Ajansı
İHA|İhlas Haber Ajansı
PTI|Press Trust of India
ANI|Asian News International
IANS|Indo-Asian News Service
APP|Associated Press of Pakistan
AAP|Australian Associated Press
PA|PA Media|Press Association|PA News Agency
The Canadian Press|Canadian Press|La Presse Canadienne
UPI|United Press International
Bloomberg|Bloomberg News
Dow Jones Newswires|Dow Jones
IRNA|ISNA|ایرنا|ایسنا|ایلنا|خبرگزاری فارس
NAN|News Agency of Nigeria
SAPA|Panapress|PANA
NotiMex|Notimex
Télam|Telam
Prensa Latina
`
const suffix = /\s+(?:staff|agency|wires?|newswires?|contributors?|health|writers?|agencies)$/i

const groups = new Map<string, number>()
/** The letters of all names of each agency. */
const letters = agencies
  .trim()
  .split('\n')
  .map((line, group) => {
    const names = line.split('|')
    for (const name of names) groups.set(keyOf(name), group)
    return new Set(names.map(lettersOf))
  })

/** Short names count in their own case (`AP` is no `ap`), longer ones in any. */
function keyOf(name: string): string {
  const own = lettersOf(name)
  return own.length <= 4 ? name.replace(/[^\p{L}\p{N}]/gu, '') : own
}

function groupOf(name: string): number | undefined {
  const group = groups.get(keyOf(name))
  return group === undefined && suffix.test(name) ? groups.get(keyOf(name.replace(suffix, ''))) : group
}

/** Whether a name is that of a news agency: `Reuters`, `dpa`, `AFP/dpa`, `SDA/sep`. */
export function isAgency(name: string): boolean {
  if (groupOf(name) !== undefined) return true
  if (!/[/+|&,]/.test(name)) return false
  const [first = '', ...rest] = name.split(/\s*[/+]\s*|\s*[|&]\s*|,\s+/)
  return rest.length > 0 && rest.length <= 4 && groupOf(first) !== undefined && rest.every(isSign)
}

/** Another agency, or who of the newsroom signs with it. */
function isSign(part: string): boolean {
  return groupOf(part) !== undefined || /^\p{L}{1,6}\.?$/u.test(part)
}

/** Whether the agency is the publisher of the page: then its name is a byline like that of any newsroom. */
export function isOwnAgency(name: string, site: SiteNames): boolean {
  const group = groupOf(name)
  if (group === undefined) return false
  return isSiteName(name, site) || [site.name, ...site.labels].some(own => letters[group]?.has(own))
}

/** Whether a line already names an agency that is called so. */
export function namesAgency(line: string, name: string): boolean {
  const group = groupOf(name)
  if (line.includes(name)) return true
  if (group === undefined) return false
  const all = lettersOf(line)
  // A longer name may be told among other letters, a short one only as a word.
  const isLong = [...(letters[group] ?? [])].some(own => own.length > 4 && all.includes(own))
  return isLong || line.split(/[^\p{L}\p{N}-]+/u).some(part => groupOf(part) === group)
}
