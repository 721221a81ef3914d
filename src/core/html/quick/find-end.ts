/**
 * Where an element ends whose content is text, whatever it looks like: before the first end tag of its name.
 * @returns -1 where it does not.
 */
export function findEnd(text: string, start: number, name: string): number {
  if (name === 'script') return findScriptEnd(text, start)
  for (let at = text.indexOf('</', start); at >= 0; at = text.indexOf('</', at + 2)) {
    const after = at + 2 + name.length
    if (/[\t\n\f />]/.test(text.charAt(after)) && text.slice(at + 2, after).toLowerCase() === name) return at
  }
  return -1
}

// A script that writes a script within a comment goes on after that one's end tag (HTML §13.2.5.18 to 31).
function findScriptEnd(text: string, start: number): number {
  const marks = /<!--|-->|<\/?script(?=[\t\n\f />])/gi
  marks.lastIndex = start
  let isCommented = false
  let isWithin = false
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    if (mark[0] === '-->') {
      isCommented = false
      isWithin = false
    } else if (mark[0] === '<!--') {
      isCommented = true
      // The hyphens that begin a comment may end it.
      marks.lastIndex -= 2
    } else if (mark[0].startsWith('</')) {
      if (!isWithin) return mark.index
      isWithin = false
    } else if (isCommented) isWithin = true
  }
  return -1
}
