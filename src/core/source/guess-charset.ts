import { detect } from 'jschardet'
import { decodeAs } from './decode-as.ts'

// What the Encoding Standard has beside UTF-8 and UTF-16, by the names that the detector takes and gives.
const labels: Readonly<Record<string, string>> = {
  ...{
    gb18030: 'gb18030',
    gb2312: 'gb18030',
    big5hkscs: 'big5',
    big5: 'big5',
    'euc-kr': 'euc-kr',
    cp949: 'euc-kr',
  },
  ...{ cp932: 'shift_jis', shift_jis: 'shift_jis', shift_jis_2004: 'shift_jis', 'euc-jp': 'euc-jp' },
  ...{
    'koi8-r': 'koi8-r',
    'koi8-u': 'koi8-u',
    cp866: 'ibm866',
    ibm866: 'ibm866',
    'mac-cyrillic': 'x-mac-cyrillic',
  },
  ...{ 'windows-1250': 'windows-1250', 'windows-1251': 'windows-1251', 'windows-1252': 'windows-1252' },
  ...{ 'windows-1253': 'windows-1253', 'windows-1254': 'windows-1254', 'windows-1255': 'windows-1255' },
  ...{ 'windows-1256': 'windows-1256', 'windows-1257': 'windows-1257', 'windows-1258': 'windows-1258' },
  ...{
    cp1258: 'windows-1258',
    'iso-8859-1': 'windows-1252',
    'iso-8859-8': 'windows-1255',
    'iso-8859-9': 'windows-1254',
  },
  ...{
    'iso-8859-2': 'iso-8859-2',
    'iso-8859-3': 'iso-8859-3',
    'iso-8859-4': 'iso-8859-4',
    'iso-8859-5': 'iso-8859-5',
  },
  ...{ 'iso-8859-6': 'iso-8859-6', 'iso-8859-7': 'iso-8859-7', 'iso-8859-13': 'iso-8859-13' },
  ...{
    'iso-8859-15': 'iso-8859-15',
    'iso-8859-16': 'iso-8859-16',
    cp874: 'windows-874',
    'tis-620': 'windows-874',
  },
}
const candidates = Object.keys(labels)

// Enough for certainty; what the detector takes grows with it.
const sampledBytes = 32 * 1024

/**
 * The encoding of text that is not UTF-8, by the frequencies of letters; a label of the Encoding Standard.
 * @param fewestBytes windows-1252 where there are fewer bytes beyond ASCII to judge by.
 */
export function guessCharset(body: Uint8Array, { fewestBytes = 1 } = {}): string {
  const sample = sampleText(body)
  const beyondAscii = sample.filter(byte => byte >= 0x80).length
  // Three accents say nothing of a language; a word of three letters beyond ASCII does.
  const isTooLittle = beyondAscii < 4 && sample.length > 2 * beyondAscii
  if (beyondAscii < fewestBytes || isTooLittle) return 'windows-1252'
  if (isKorean(sample)) return 'euc-kr'
  const name = detect(sample, { detectEncodings: candidates }).encoding?.toLowerCase() ?? ''
  return labels[name.replace(/^iso8859/, 'iso-8859')] ?? 'windows-1252'
}

// The detector asks the runtime's decoder what is Korean, and that of Node 24 lacks most syllables (see decode-as.ts).
// Chinese in GBK, read so, gives syllables for half of its characters.
function isKorean(sample: Uint8Array): boolean {
  const text = decodeAs(sample, 'euc-kr', { fatal: true })?.text ?? ''
  const letters = text.match(/[^\x00-\x7f\p{P}\p{S}]/gu)?.length ?? 0
  return letters >= 8 && (text.match(/[가-힣]/g)?.length ?? 0) > letters * 0.9
}

const [lessThan, greaterThan, space] = [0x3c, 0x3e, 0x20]

/**
 * The texts between tags that hold a byte beyond ASCII: markup and scripts look English to a detector, whatever the
 * page is in. Neither sign stands within a character of any encoding in use.
 */
function sampleText(body: Uint8Array): Uint8Array {
  const sample = new Uint8Array(sampledBytes)
  let length = 0
  // A byte order mark that the rest denies is no text.
  let at = body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? 3 : 0
  while (at < body.length && length < sampledBytes) {
    const tag = body.indexOf(lessThan, at)
    const text = body.subarray(at, tag === -1 ? body.length : tag)
    if (text.some(byte => byte >= 0x80)) {
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
  }
  return sample.subarray(0, length)
}

// One half of a character makes a text one of no encoding of several bytes. None has a space within a character.
function withoutBrokenEnd(text: Uint8Array): Uint8Array {
  const end = text.findLastIndex(byte => byte <= space)
  return end === -1 ? text : text.subarray(0, end + 1)
}
