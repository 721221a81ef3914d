const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const characters = Object.fromEntries(
  Object.entries(entities).map(([character, entity]) => [entity, character]),
)

/** Text as it may stand between two tags, in HTML and in XML. */
export function escapeText(text: string): string {
  return text.replace(/[&<>]/g, character => entities[character] ?? '')
}

/** Text as it may stand in double quotes in a tag, in HTML and in XML. */
export function escapeAttribute(text: string): string {
  return text.replace(/[&<>"]/g, character => entities[character] ?? '')
}

/** What `escapeAttribute` was given. */
export function unescapeAttribute(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot);/g, entity => characters[entity] ?? entity)
}
