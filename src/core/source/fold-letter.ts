// Written without the diacritic's right form where an encoding has only the other (Romanian).
const otherForms: Readonly<Record<string, string>> = { ș: 'ş', ț: 'ţ', Ș: 'ş', Ț: 'ţ' }

// What typesetting puts between words of any language.
const typographic =
  /[\u00a0\u00a7\u00a9\u00ab\u00ae\u00b0\u00b7\u00bb\u2010-\u201f\u2022\u2026\u2039\u203a\u20ac\u2116\u2122\u060c\u061b\u061f]/

/** The symbol by which a model of letters knows a character: a small letter, `.` for marks beyond ASCII, or a space. */
export function foldLetter(character: string): string {
  if (character < '\x80') return /[a-z]/i.test(character) ? character.toLowerCase() : ' '
  if (isTypographic(character)) return '.'
  const small = (otherForms[character] ?? character).toLowerCase()
  return small.length === 1 ? small : character
}

/** Whether it is a mark of typesetting that tells nothing of a language. */
export function isTypographic(character: string): boolean {
  return typographic.test(character)
}
