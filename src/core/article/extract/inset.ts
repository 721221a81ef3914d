import { type ChildNode, type Element, isTag, isText } from 'domhandler'
import { foldSpace, lineOf, startOfLine } from '../../html/text.ts'
import { elementsOf, isWithin, parentElement } from '../../html/tree.ts'
import type { Drop } from './drop.ts'
import { kinds } from './kinds.ts'
import { linkShareAt, measure } from './measure.ts'
import { cut, type Outline, outlineOf } from './outline.ts'

const groups = new Set([
  'ul',
  'ol',
  'div',
  'section',
  'table',
  'p',
  'dl',
  'aside',
  'center',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
])

/** Takes lists and boxes of links to other articles out of the body. */
export function dropLinkBoxes(root: Element, drop: Drop): void {
  const body = outlineOf(root, drop)
  const measures = measure(body)
  const all = measures.prose[0] ?? 0
  for (const [at, element] of body.elements.entries()) {
    if (at === 0 || !groups.has(element.name) || body.isCut[at] === 1) continue
    const text = measures.text[at] ?? 0
    if (text === 0 || (measures.prose[at] ?? 0) > all * 0.25) continue
    const share = linkShareAt(measures, at)
    const take = (reason: string): void => cut(body, at, { step: 'inset', reason })
    if (element.name === 'p' || /^h/.test(element.name)) {
      if (isLinkLine(element, text, share)) take('a line that is only a link')
      continue
    }
    const links = countInside(body, at, kinds.link)
    const isList = element.name === 'ul' || element.name === 'ol'
    if ((share > 0.6 && (links >= 2 || text < 200)) || (isList && share > 0.45 && links >= 3))
      take('links to other articles')
  }
  drop.sweep()
}

function countInside({ ends, kinds: own, isCut }: Outline, at: number, wanted: number): number {
  let count = 0
  for (let inner = at + 1; inner < (ends[at] ?? 0); inner++)
    if (((own[inner] ?? 0) & wanted) !== 0 && isCut[inner] === 0) count++
  return count
}

/** A paragraph that is one link and no sentence is a way to another article. */
function isLinkLine(element: Element, text: number, share: number): boolean {
  return share > 0.85 && text < 250 && !/[.!?。！？…]["”»’)]*$/.test(lineOf(element))
}

const leads =
  /^(?:(?:read|see|watch|listen|hear|view)(?: (?:also|more|next|now|on|too))\b|also (?:read|see|on)\b|more (?:on|from|stories|news|like this|coverage)\b|related(?: (?:stories|articles|content|coverage|news|topics|posts|links|reading))?\s*:?\s*$|related\s*[:：]|recommended(?: (?:stories|articles|reading))?\s*:?\s*$|you (?:may|might) (?:also )?(?:like|be interested)|don['’]t miss|what to read next|up next|most (?:read|popular)|editor['’]?s['’]? (?:picks?|choice)|(?:click|tap|sign up|subscribe|register) (?:here|to|now|for|today)\b|(?:sign up|subscribe|register)\b.{0,80}\b(?:newsletters?|updates|inbox|channel|alerts|podcast)|get (?:the|our|all|more)\b.{0,80}\b(?:newsletters?|inbox|alerts|app)\b|follow (?:us|me|him|her|@|the author|\w+(?: \w+)? on)\b|like us on|join (?:us|our|the conversation)\b|share (?:this|on|via|your)\b|download (?:the|our)\b.{0,30}\bapps?\b|support (?:our|us|independent)\b|(?:leave|post) a (?:comment|reply)|advertisement\s*$|article continues|story continues|continue reading|scroll (?:down|to)|image (?:credit|source|copyright|caption)\b|photo(?:graph)?s?(?: by| credit| courtesy)?\s*[:：]|photos? by\b|getty images\s*$|file photo\b|copyright\b|©|all rights reserved|this article (?:originally|first|was originally|was first)\b|(?:posted|filed|published) (?:in|under|on)\b|(?:tags?|topics?|categories|keywords)\s*[:：]|contact (?:us|the (?:author|writer|reporter))\b|for more (?:on|information|news|stories)\b.{0,80}(?:visit|click|follow|see|go to)|visit our|watch (?:the )?video|watch\s*[:：]|loading\b|print this|e-?mail this)/iu

// \b knows Latin letters only.
const leadsElsewhere =
  /^(?:читайте? (?:также|ещё|еще|далее|по теме|больше|нас)|смотрите? (?:также|ещё|еще)|по теме(?!\p{L})|материалы по теме|другие (?:новости|материалы)|подпис(?:ывайтесь|аться|ка|ывайся)(?!\p{L})|поделиться|реклама\s*$|фото\s*[:：]|источник фото|следите за|больше новостей|присоединяйтесь|нашли (?:ошибку|опечатку)|если вы (?:нашли|заметили|обнаружили)|оставить комментарий|комментар(?:ии|ий|иев)(?!\p{L})|теги\s*[:：]|метки\s*[:：]|рубрик[аи]\s*[:：]|просмотров|распечатать|версия для печати|все права|читайте в|читай также|читайте\s*[:：]|see also|читайте також|дивіться також|підпис(?:уйтесь|атися)|чытайце таксама|empfohlener redaktioneller inhalt|an dieser stelle (?:findest du|finden sie) (?:einen|externe)|(?:ich bin damit einverstanden|personenbezogene daten können an drittplattformen)|externen? inhalte? (?:anzeigen|laden)|lesen sie (?:auch|mehr|hier|dazu)|mehr (?:zum thema|dazu|lesen|aus|nachrichten)|lesetipp|auch interessant|das könnte (?:sie|dich)|zum thema\b|weitere (?:artikel|themen|nachrichten)|anzeige\s*$|newsletter\b|foto\s*[:：]|fotos?\s*[:：]|bild\s*[:：]|teilen\b|lire (?:aussi|également|la suite|plus)|à lire (?:aussi|également)|voir aussi|à voir aussi|sur le même (?:sujet|thème)|abonnez-vous|inscrivez-vous|lea también|lee también|le puede interesar|te puede interesar|lea (?:además|más)|ver (?:también|más)|suscr[ií]bete|s[ií]guenos|leggi anche|leggi (?:tutto|di più)|iscriviti|leia (?:também|mais)|saiba mais|siga (?:o|a|nos)|veja (?:também|mais)|assine|czytaj (?:też|także|również|więcej|dalej)|zobacz (?:też|także|również|więcej)|przeczytaj|polecamy|čtěte (?:také|též)|viac k téme|lees (?:ook|meer|verder)|læs også|les også|läs (?:också|mer|även)|lue (?:myös|lisää)|okuyun|ayrıca (?:bak|oku)|citește și|citiți și|olvassa el|ayrıca|اقرأ (?:أيض|المزيد)|بیشتر بخوانید|همچنین بخوانید|مطالب مرتبط|相关(?:阅读|新闻|链接|文章|报道)|延伸阅读|延伸閱讀|推荐阅读|更多(?:阅读|新闻|精彩)|责任编辑|責任編輯|责编|免责声明|免責聲明|声明[:：]|字号|调整字体|調整字體|分享到|用手机|(?:更多)?关于.{0,12}的新闻|编辑\s*[:：]|関連記事|続きを読む|関連リンク|ចុច|더 보기|관련기사)/iu

const maxLeadLength = 260

/** Whether a line leads elsewhere: `Read also: …`. */
export function isLead(line: string): boolean {
  if (line.length > maxLeadLength) return false
  const bare = line.replace(/^[\s►▶▸•·*→»>–—|:[【（(-]+/u, '')
  return leads.test(bare) || leadsElsewhere.test(bare)
}

/** Takes out the lines that lead elsewhere: `Read also: …`, `Follow us on …`, credits of images, tags. */
export function dropLeads(body: Element, drop: Drop): void {
  const all = elementsOf(body)
  for (const element of all) {
    if (!/^(?:p|h[2-6]|li|strong|b)$/.test(element.name) || !isWithin(element, body)) continue
    if (/^(?:strong|b)$/.test(element.name) && parentElement(element)?.name !== 'li') continue
    if (isLead(startOfLine(element, maxLeadLength)))
      drop.take(element, 'inset', 'a line that leads elsewhere')
  }
  drop.sweep()
  // A sub-heading with nothing under it introduced what was dropped.
  for (const heading of lastHeadings(body)) drop.take(heading, 'inset', 'a heading of nothing')
  drop.sweep()
}

/** The sub-headings behind which no text follows. */
function lastHeadings(body: Element): readonly Element[] {
  const found: Element[] = []
  /** @returns whether there is text in it. */
  const look = (node: ChildNode): boolean => {
    if (isText(node)) return foldSpace(node.data) !== ''
    if (!isTag(node) || node.name === 'script' || node.name === 'style') return false
    if (/^h[2-6]$/.test(node.name)) found.push(node)
    return node.children.findLast(look) !== undefined
  }
  body.children.findLast(look)
  return found.reverse()
}
