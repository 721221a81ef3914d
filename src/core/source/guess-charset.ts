import { countPairs } from './byte-pairs.ts'
import { costOfCharacters } from './character-cost.ts'
import { letterCandidates, wideCandidates } from './charset-candidates.ts'
import { decodeAs } from './decode-as.ts'
import { costOfAscii, costOfLetters } from './letter-cost.ts'

const [lessThan, greaterThan, space] = [0x3c, 0x3e, 0x20]

// Enough for certainty.
const sampledBytes = 8 * 1024

/**
 * The encoding of text that is not UTF-8, by the frequencies of letters; a label of the Encoding Standard. The reading
 * that is the likeliest text of some language wins: the one that takes the fewest bits to write down.
 * @param fewestBytes windows-1252 where there are fewer bytes beyond ASCII to judge by.
 */
export function guessCharset(body: Uint8Array, { fewestBytes = 1 } = {}): string {
  const sample = sampleText(body)
  const beyondAscii = sample.filter(byte => byte >= 0x80).length
  // Three accents say nothing of a language; a word of three letters beyond ASCII does.
  const isTooLittle = beyondAscii < 4 && sample.length > 2 * beyondAscii
  if (beyondAscii < fewestBytes || isTooLittle) return 'windows-1252'
  const pairs = countPairs(sample)
  const ascii = costOfAscii(pairs)
  const readings = [
    ...letterCandidates.map(candidate => ({
      charset: candidate.charset,
      cost: costOfLetters(pairs, candidate),
    })),
    ...wideCandidates.map(({ charset, language, rarity }) => ({
      charset,
      cost:
        rarity + ascii + costOfCharacters(decodeAs(sample, charset, { fatal: false })?.text ?? '', language),
    })),
  ]
  return readings.reduce((best, each) => (each.cost < best.cost ? each : best)).charset
}

/**
 * The texts between tags that hold a byte beyond ASCII: markup and scripts look English to a detector, whatever the
 * page is in. Neither sign stands within a character of any encoding in use.
 */
function sampleText(body: Uint8Array): Uint8Array {
  const sample = new Uint8Array(sampledBytes)
  let length = 0
  // A byte order mark that the rest denies is no text.
  let at = body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? 3 : 0
  let isCode = false
  while (at < body.length && length < sampledBytes) {
    const tag = body.indexOf(lessThan, at)
    const text = body.subarray(at, tag === -1 ? body.length : tag)
    if (!isCode && text.some(byte => byte >= 0x80)) {
      const room = sampledBytes - length - 1
      const isWhole = tag !== -1 && text.length <= room
      const taken = isWhole ? text : withoutBrokenEnd(text.subarray(0, room))
      sample.set(taken, length)
      length += taken.length
      sample[length++] = space
    }
    const end = tag === -1 ? -1 : body.indexOf(greaterThan, tag)
    if (end === -1) break
    at = end + 1
    isCode = isTagOfCode(body, tag)
  }
  return sample.subarray(0, length)
}

const codeTags = ['<script', '<style'].map(tag => new TextEncoder().encode(tag))

function isTagOfCode(body: Uint8Array, at: number): boolean {
  // The bit that ASCII's small letters have and its capitals lack; `<` has it too.
  return codeTags.some(tag => tag.every((byte, offset) => ((body[at + offset] ?? 0) | 0x20) === byte))
}

// One half of a character makes a text one of no encoding of several bytes. None has a space within a character.
function withoutBrokenEnd(text: Uint8Array): Uint8Array {
  const end = text.findLastIndex(byte => byte <= space)
  return end === -1 ? text : text.subarray(0, end + 1)
}
