// XML 1.0 §2.2, production [2] Char, and Unicode: half a surrogate pair is no character.
const notXml =
  /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/gu

const suspicious = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/

/** A text without what no XML document may hold, not even escaped, and with the line ends that a parser would give it. */
export function cleanXml(text: string): string {
  // Nearly every text has nothing to take away, and to look for it takes a tenth of the time.
  if (text.isWellFormed() && !suspicious.test(text)) return text
  // XML 1.0 §2.11: a parser reads every carriage return as the end of a line.
  return text.replace(notXml, '').replace(/\r\n?/g, '\n')
}

/** A text as xml-js must be given it: it takes a literal `&amp;` for an escape that was made already. */
export function keepReferences(text: string): string {
  return text.replaceAll('&amp;', '&amp;amp;')
}

const references: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** A text for element content and for attributes in double quotes, in XML and in HTML. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, character => references[character] ?? character)
}
