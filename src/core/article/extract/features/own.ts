import type { Features } from './rows.ts'
import { share } from './rows.ts'

/** What a passage shows by itself. */
export const own: Features = {
  names: [
    'tag',
    'length',
    'words',
    'digits',
    'capitals',
    'ends',
    'endsShare',
    'commas',
    'commasShare',
    'signs',
    'signsShare',
    'lastSign',
    'firstSign',
    'linkShare',
    'links',
    'strong',
    'slanted',
    'breaks',
    'images',
    'wordLength',
    'lead',
    'title',
    'stated',
    'summary',
    'twins',
    'standing',
  ],
  write(rows, page, index) {
    const passage = page.passages[index]
    if (passage === undefined) return
    const { length, letters } = passage
    rows.put(page.tags[index] ?? -1)
    rows.put(length)
    rows.put(letters.words)
    rows.put(share(letters.digits, length))
    rows.put(share(letters.capitals, letters.letters))
    rows.put(letters.ends)
    rows.put(share(letters.ends, length))
    rows.put(letters.commas)
    rows.put(share(letters.commas, length))
    rows.put(letters.signs)
    rows.put(share(letters.signs, length))
    rows.put(passage.last)
    rows.put(firstSign(passage.line))
    rows.put(share(passage.linked, length))
    rows.put(passage.links)
    rows.put(passage.strong)
    rows.put(passage.slanted)
    rows.put(passage.breaks)
    rows.put(passage.images)
    rows.put(share(length, letters.words))
    rows.put(page.isLead[index] ?? 0)
    rows.put(page.titleLikeness[index] ?? 0)
    rows.put(page.statedShare[index] ?? -1)
    rows.put(page.summaryShare[index] ?? -1)
    rows.put(page.twins[index] ?? 1)
    rows.put(page.standings[index] ?? 0)
  },
}

function firstSign(line: string): number {
  const first = line.codePointAt(0) ?? 0
  // Most lines begin with a letter of English.
  if (first >= 0x41 && first <= 0x5a) return 3
  if (first >= 0x61 && first <= 0x7a) return 2
  const character = String.fromCodePoint(first)
  if (/\p{Lu}/u.test(character)) return 3
  if (/\p{Ll}/u.test(character)) return 2
  if (/\p{L}/u.test(character)) return 4
  if (/\p{N}/u.test(character)) return 1
  if ('"“«„‘「『'.includes(character)) return 5
  if ('–—-'.includes(character)) return 0
  return -1
}
