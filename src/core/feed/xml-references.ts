import { decodeHTMLStrict } from 'entities'

const referencePattern = /&(?:#(\d{1,8})|#x([0-9a-f]{1,8})|([a-z][\w.-]{0,63}));/gi

/** What a document may add to its length by entities of its own. */
const maxExpansion = 1_000_000

/** Resolves the references of one document. */
export interface References {
  readonly declare: (name: string, text: string) => void
  readonly resolve: (text: string) => string
}

/**
 * References of XML and HTML, and the document's own entities (XML 1.0 §4.1), each resolved once; one that nobody knows
 * stays as it is written. An entity holds no other one, so that nothing grows beyond `maxExpansion`.
 */
export function createReferences(): References {
  const known = new Map<string, string>()
  const own = new Map<string, string>()
  let expanded = 0
  const named = (reference: string, name: string): string => {
    const text = own.get(name)
    if (text !== undefined) {
      expanded += text.length
      return expanded > maxExpansion ? reference : text
    }
    return remember(known, reference)
  }
  return {
    declare: (name, text) => {
      if (own.size < 1000 && !own.has(name)) own.set(name, decodeHTMLStrict(text))
    },
    resolve: text =>
      inPieces(text, piece =>
        piece
          // Most of them, and none of the others can come about by these.
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&quot;', '"')
          .replace(referencePattern, (reference, _decimal, _hex, name?: string) =>
            name === undefined ? remember(known, reference) : named(reference, name),
          ),
      ),
  }
}

const pieceLength = 1_000_000
const longestReference = 70

// A text of many megabytes, replaced in one go, takes forty times its size in memory.
function inPieces(text: string, change: (piece: string) => string): string {
  if (!text.includes('&')) return text
  if (text.length <= pieceLength) return change(text)
  const pieces: string[] = []
  for (let at = 0; at < text.length; ) {
    const end = Math.min(at + pieceLength, text.length)
    const reference = text.lastIndexOf('&', end)
    // No reference is cut in two.
    const cut = end < text.length && reference > end - longestReference && reference > at ? reference : end
    pieces.push(change(text.slice(at, cut)))
    at = cut
  }
  return pieces.join('')
}

function remember(known: Map<string, string>, reference: string): string {
  const before = known.get(reference)
  if (before !== undefined) return before
  // HTML's rules give windows-1252 to &#128; to &#159;, as every writer of them meant it.
  const text = decodeHTMLStrict(reference)
  if (known.size < 5000) known.set(reference, text)
  return text
}
