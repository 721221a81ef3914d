const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text as it may stand between two tags, in HTML and in XML. */
export function escapeText(text: string): string {
  return text.replace(/[&<>]/g, character => entities[character] ?? '')
}

/** Text as it may stand in double quotes in a tag, in HTML and in XML. */
export function escapeAttribute(text: string): string {
  return text.replace(/[&<>"]/g, character => entities[character] ?? '')
}
