import { detect } from 'jschardet'
import { guessCharset } from '../../src/core/source/guess-charset.ts'
import { charsets, encodeText, pageIn } from '../support/pages-in-charsets.ts'
import { compare } from './compare.ts'

/** The encoding of an unlabelled page in each encoding in use; the peer is given the same encodings to choose from. */
export function benchGuessCharset(): Promise<void> {
  const pages = charsets.map(({ charset, language }) => encodeText(pageIn(language), charset))
  const names = { 'x-mac-cyrillic': 'mac-cyrillic', ibm866: 'cp866', 'windows-874': 'cp874', gbk: 'gb18030' }
  const detectEncodings = charsets.map(
    ({ charset }) => new Map(Object.entries(names)).get(charset) ?? charset,
  )
  return compare({
    bench: 'guess-charset',
    peer: 'jschardet 4.1.0',
    ours: () => pages.map(page => guessCharset(page)),
    theirs: () => pages.map(page => detect(page, { detectEncodings }).encoding),
  })
}
