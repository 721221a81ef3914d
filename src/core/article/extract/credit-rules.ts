const agencies =
  'reuters|ap|associated press|afp|dpa|epd|kna|apa|sda|keystone-sda|sid|efe|europa press|ansa|lusa|pap|čtk|tasr|ntb|ritzau|stt|anp|belga|interfax|tass|ria novosti|ukrinform|unian|belta|belapan|xinhua|kyodo|yonhap|anadolu|aa|dha|iha|pti|ani|ians|bbc|cnn|rfe\\/rl|voa|dw|rfi|isna|irna|тасс|интерфакс|рейтер|риа новости|укринформ|укрінформ|унiан|белапан|белта|新华社|新華社|法新社|路透社|美联社|中央社'
// Each part ends where the next sign stands, and in no other place: a list that can be divided in two ways takes time that
// doubles with each part.
const agencyParts = '[,/;&|+–-][\\p{L}\\p{N}. ]{1,31}'
const agencyList = `(?:${agencies})(?: (?:and|und|et|y|и|e) [\\p{L}. ]{1,40})?(?: ?(?:${agencyParts})+)?`

/** What a line of a credit begins with, or is as a whole. */
const rules: readonly RegExp[] = [
  /^(?:with|additional|based on|compiled from|written with)\s+(?:additional\s+)?(?:reporting|reports?|contributions?|material|files|information|writing|editing|research)\b.{0,200}\b(?:by|from|to)\b/i,
  /^with (?:reporting|reports|contributions|material|files|information|inputs?|help) (?:by|from) /i,
  /^with (?:\p{L}+ )?(?:wires?|wire (?:reports|services)|news services|agenc(?:y|ies)(?: (?:reports|inputs))?)\.?$/iu,
  /^(?:this (?:report|article|story) (?:is|was) )?based (?:in part )?on (?:original )?(?:wire (?:service )?reports|(?:reporting|reports|material|a (?:story|report)) (?:by|from) )/i,
  /^(?:additional )?(?:reporting|writing|editing|edited|compiled|produced|translated|written by [^;]{2,60}; \p{L}+) by\b.{2,}/iu,
  /^.{3,120}\bcontributed (?:reporting )?to this (?:report|story|article)\b/i,
  /^(?:this (?:article|story|piece|report|essay|post) )?(?:was |is |has been )?(?:first|originally) (?:published|appeared|produced|reported)\b.{0,40}?\b(?:in|on|by|at)\s(?!(?:the )?(?:\p{L}{3,9}\.? )?\d)/iu,
  /^this (?:article|story|piece|report) (?:was |is |has been )?(?:republished|reprinted|adapted|syndicated|provided|produced)\b.{0,60}\b(?:from|by|with permission)\s/i,
  /^по (?:материалам|сообщениям|информации|данным) [^.]{2,80}\.?$/iu,
  /^(?:при подготовке (?:материала|текста|статьи)|с использованием (?:материалов|сообщений|информации)|с участием|использованы материалы|впервые опубликовано)/iu,
  /^(?:за (?:матеріалами|повідомленнями|інформацією)|з використанням матеріалів) [^.]{2,80}\.?$/iu,
  /^(?:паводле|з выкарыстаннем матэрыялаў) [^.]{2,80}\.?$/iu,
  /^\(?(?:mit (?:material|informationen|agenturmaterial|agenturen)(?: (?:von|der|des))?|mit material (?:von|der)|quellen?:)(?:\s.{2,120})?\)?\.?$/i,
  /^(?:dieser (?:text|artikel|beitrag) (?:erschien|ist) zuerst|zuerst erschienen) (?:in|im|bei|auf)\s/i,
  /^\(?(?:avec|con información de|con informazioni|com informações d[aeo]|con agencias|com agências|con agenzie)\s.{2,80}\)?\.?$/i,
  /^(?:cet article (?:a d['’]abord été|a été initialement) publié|este artículo (?:fue|se) publi(?:cado|có) (?:originalmente|por primera vez)|este texto foi publicado originalmente)\b/i,
  /^\(?(?:źródło|źródła|zdroj|джерело|источник|крыніца|kaynak|quelle|source|sources|fuente|fonte|bron|kilde|källa|lähde|منبع|来源|來源|출처)\s*[:：]\s*.{2,80}\)?\.?$/iu,
  /^(?:با (?:گزارش|استفاده از گزارش)|بر اساس گزارش)/u,
  new RegExp(`^[(\\[（【]\\s*(?:mit |with |avec )?${agencyList}\\s*[)\\]）】]\\.?$`, 'iu'),
  new RegExp(`^(?:[–—-]\\s*)?(?:${agencies})(?:\\s*[,/;&]\\s*(?:${agencies}))*\\.?$`, 'iu'),
  new RegExp(`^(?:${agencies})/\\p{Ll}{2,5}\\.?$`, 'iu'),
]

const maxLength = 240

/** Whether a line says whose reports were used, or who helped. */
export function isCredit(line: string): boolean {
  return line.length <= maxLength && rules.some(rule => rule.test(line))
}
