/** The end of a word in any script. */
const end = '(?!\\p{L})'
const images =
  '(?:images?|photo(?:s|graphs?)?|pictures?|fotos?|fotografías?|fotografia|bild(?:er|quelle)?|imagen|imagem|immagine|фото(?:графия)?|снимок|zdjęci[ea]|fot|kuva|图片?来源|图|圖片?來源|圖|写真|사진|عکس|صورة)'

const imageCredit = new RegExp(
  `^[(\\[]?${images}\\.?\\s*(?:credits?|by|courtesy(?: of)?|source)?\\s*(?:[:：©]|\\. ?(?=\\p{Lu}))\\s*\\S.{0,120}$`,
  'iu',
)
const maxCredit = 180
const shown =
  /^(?:pictured(?: (?:right|left|above|here|at|from|is|are|in)(?!\p{L})|[,:])|(?:from left(?: to right)?|left to right)[,:]|im bild:|auf dem (?:foto|bild)[:,]|на (?:фото|снимке)[:,—–-])/iu
/** What `shown` begins with. */
const beginsShown = 'PpFfLlIiAaНн'
/** Whose an image is, at the end of what it shows. */
const ownerOfImage = /^[^。！]{0,200}[\s(]©\s?[\p{L}\p{N}].{0,60}$/u
const maxCaption = 320
/** The same without the sign, after so few words that they are no sentence of a text. */
const shownBy =
  /(?:[\s(/](?:[Ff]ot\.|[Ff]oto:|[Pp]hoto(?: by)?:|[Фф]ото:) ?[^.!?]{2,50}\)?|[（(]资料图[)）]|^资料图.*|[（(]?(?:图片来自|圖片來自)[^。]{2,20}|图据\S{2,12}|(?:新华社发|记者|記者)[（( ]?[^。，]{0,10}(?:摄|攝|[/／╱]攝影)[)）]?)$/u
const maxShown = 120
const inShownBy = ['ot.', 'oto', 'ото:', '图', '圖', '摄', '攝']

/** Whether a line says what an image shows, or whose it is. */
export function isCaption(line: string): boolean {
  const { length } = line
  if (length > maxCaption) return false
  return (
    (length <= maxCredit && imageCredit.test(line)) ||
    (beginsShown.includes(line.charAt(0)) && shown.test(line)) ||
    (line.includes('©') && ownerOfImage.test(line)) ||
    (length <= maxShown && holdsOne(line, inShownBy) && shownBy.test(line))
  )
}

/** A cheap look before a costly one: most lines hold none of these. */
function holdsOne(line: string, parts: readonly string[]): boolean {
  return parts.some(part => line.includes(part))
}

const labels = new RegExp(
  [
    '^(?:(?:advertisement|advertising|anzeige|werbung|реклама|广告|廣告|publicidad|publicité|reklama|reklam|annonse|annonsørinnhold|advertentie|pubblicità|(?:story|article|content) continues (?:below|after).{0,30}|continue reading below.{0,30}|nach der anzeige.{0,20})[\\s.:…]*$',
    `view this post on instagram|a post shared by${end}|ein beitrag geteilt von${end}|následuje obsah vložený|přejít před obsah vložený|empfohlener (?:externer|redaktioneller) inhalt|video unavailable|your browser does not support${end}|please enable javascript|javascript is (?:required|disabled))`,
  ].join('|'),
  'iu',
)
const requests =
  /^(?:оцените,? (?:пожалуйста,? )?(?:статью|материал|новость)|спасибо! ваша? (?:мнение|голос)|выделите .{0,40}текст|нашли ошибку|если вы (?:нашли|заметили)|oceń (?:artykuł|tekst)|click to tweet)/iu
/** Whether the shortcode of a publisher's own system was left as it is, what is to be seen or heard, when it is broadcast. */
const machinery =
  /^\[\/?(?:button|caption|gallery|embed|video|audio|ad|adrotate|vc_\w+|et_pb\w+|su_\w+|contact-form)[ \]]|^(?:video|audio|podcast|galerie|gallery|видео|відео|wideo|vídeo|vidéo)\s?\|\s?\S|^(?:watch|listen): \S|^sendung: .{3,80}\d{1,2}[:.]\d{2} uhr$|^sorry, we (?:couldn['’]t|could not) /iu
const maxLabel = 160
const leads =
  /^(?:(?:ссылки|новости|материалы|статьи) по теме|смотри(?:те)? также|читай(?:те)? также|czytaj (?:też|także|również|więcej)|zobacz (?:też|także|również|najciekawsze|więcej)|więcej (?:na:|w |wiadomości|informacji)|you (?:may|might) also like|read more|see also|read also|related (?:articles|content|posts|stories)|lesen sie auch|auch interessant|mehr zum thema|lire aussi|à lire aussi|lea también|leia também|相关(?:阅读|新闻|链接|报道)|延伸閱讀|延伸阅读|more:$)/iu
const maxLead = 60

/**
 * Whether a line stands for what is not there: an advertisement, something of another site, the articles that follow, a
 * form by which readers tell what they think of this one.
 */
export function isLabel(line: string): boolean {
  if (line.length > maxLabel) return false
  return (
    labels.test(line) ||
    requests.test(line) ||
    machinery.test(line) ||
    (line.length <= maxLead && leads.test(line))
  )
}

const appeals: readonly RegExp[] = [
  /^click here (?:to|for) |\bclick here for more (?:information|details|info)[\s.!]*$/i,
  /^(?:like|enjoy(?:ed|ing)?|liked|love|loved) (?:this|what you)[^.?!]{0,40}\?/i,
  /^(?:to )?get in touch with (?:our|us|the) /i,
  /^for (?:more|the latest|all the latest) [^.!?]{0,80}\b(?:news|stories|updates)\b[^.!?]{0,60}\b(?:check|visit|sign up|follow|click|subscribe|go to|read)\b/i,
  /^(?:please )?(?:follow|like|join|find|add) (?:us|our|me) (?:on|at|in) /i,
  /^follow \S+(?: \S+){0,3} on (?:twitter|x|facebook|instagram|telegram|tiktok|whatsapp|linkedin|youtube)\b/i,
  /^(?:have|got) (?:an?|any) (?:story|tip|news tip|news)\b[^?]{0,60}\?|^(?:do )?you have (?:a story|information|a tip)\b/i,
  /^download (?:our|the) .{0,40}\bapp\b/i,
  new RegExp(
    `^(?:подписывайтесь|подпишитесь|следите за|присоединяйтесь|скачивайте|установите|підписуйтесь|стежте за|приєднуйтесь|падпісвайцеся)${end}`,
    'iu',
  ),
  /^(?:abonnieren|folgen) sie |^jetzt .{0,60}(?:abonnieren|anmelden|registrieren)(?!\p{L})/iu,
  /^(?:suivez|abonnez|retrouvez|inscrivez)-|^(?:síguenos|suscríbete|siga-nos|siga o|assine|inscreva-se|seguici|iscriviti)(?!\p{L})/iu,
  /^(?:obserwuj|zapisz się|śledź) |^(?:bizi takip|abone ol)/iu,
  /(?:專頁|专页|公众号|公眾號|粉絲團|粉丝团).{0,60}(?:like|关注|關注|加入|按讚)|^(?:欢迎|歡迎|请|請)?(?:关注|關注|扫描|掃描|加入).{0,20}(?:微信|微博|二维码|公众号|粉絲團|專頁|facebook)/iu,
]
const toSubscribe =
  /\b(?:sign up (?:to|for|here)|subscribe to) [^.!?]*\bnewsletters?\b|\bsign up for our |\bclick to subscribe\b|\bget (?:unlimited )?access to .{0,120}\bsubscri|\bbecome a (?:paid subscriber|patron)\b|\bsupport (?:our|independent) journalism\b/i
/** Parts of all that `toSubscribe` matches, and of what `toComment` does. */
const inOffers = ['ubscri', 'ewsletter', 'ign up for our', 'atron', 'ournalism']
const inComments = ['omment', 'oment', 'оммент', 'editor', 'Editor']
const toComment =
  /\bletters? to the editor\b.*\b(?:e-?mail|hear)\b|\blet us know (?:what you think )?in the comments\b|(?:coment[áa]rios?|comments|комментари\p{L}+|kommentare|komentarz\p{L}*|commentaires?)(?!\p{L}).{0,100}(?:aprovad|modera|модер|closed|закрыт|geschlossen|gesperrt|zamkni)/iu
const maxAppeal = 500

/** Whether a line asks readers to subscribe; wherever it stands, it is an insertion. */
export function isOffer(line: string): boolean {
  return line.length <= maxAppeal && holdsOne(line, inOffers) && toSubscribe.test(line)
}

/** Whether a line asks readers to follow, to write or to comment; an article may say the same, but not at its end. */
export function isAppeal(line: string): boolean {
  return (
    line.length <= maxAppeal &&
    ((holdsOne(line, inComments) && toComment.test(line)) || appeals.some(appeal => appeal.test(line)))
  )
}

const maxBiography = 700
/** What may stand before the name: `Our correspondent`. */
const maxBeforeName = 30
const isSomebody =
  /^,? (?:who )?(?:is|are|writes|covers|reports|works|lives|teaches|ist|sind|schreibt|arbeitet|berichtet|est|écrit|es|escribe|è|scrive|é|escreve|jest|pisze|är|er|is een|schrijft)(?!\p{L})/iu

/** Whether a line says who one of the authors is. */
export function isBiography(line: string, byline: readonly string[] | null): boolean {
  if (byline === null || line.length > maxBiography) return false
  const start = line.toLowerCase()
  return byline.some(name => {
    const at = name.includes(' ') ? start.indexOf(name.toLowerCase()) : -1
    return at >= 0 && at <= maxBeforeName && isSomebody.test(line.slice(at + name.length))
  })
}
