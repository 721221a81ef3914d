import { expect, test } from 'vitest'
import { decodeText, type TextKind } from '../../../src/core/source/decode.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const bytes = (...parts: readonly (string | readonly number[])[]) =>
  Uint8Array.from(parts.flatMap(part => (typeof part === 'string' ? [...utf8(part)] : part)))

// «Мир» in windows-1251, KOI8-R and UTF-16.
const mir1251 = [0xcc, 0xe8, 0xf0]
const mirKoi8 = [0xed, 0xc9, 0xd2]
const mirUtf16le = [0x1c, 0x04, 0x38, 0x04, 0x40, 0x04]
const mirUtf16be = [0x04, 0x1c, 0x04, 0x38, 0x04, 0x40]

const cases: readonly {
  name: string
  body: Uint8Array
  contentType?: string
  kind?: TextKind
  text: string
  charset: string
}[] = [
  {
    name: 'believes a byte order mark before the header',
    body: bytes([0xef, 0xbb, 0xbf], 'Мир'),
    contentType: 'text/xml; charset=koi8-r',
    text: 'Мир',
    charset: 'utf-8',
  },
  {
    name: 'reads UTF-16 by its mark',
    body: bytes([0xff, 0xfe], mirUtf16le),
    text: 'Мир',
    charset: 'utf-16le',
  },
  {
    name: 'reads UTF-16 by its mark',
    body: bytes([0xfe, 0xff], mirUtf16be),
    text: 'Мир',
    charset: 'utf-16be',
  },
  {
    name: 'tells UTF-16 without a mark by its first character',
    body: bytes([0x3c, 0], mirUtf16le),
    text: '<Мир',
    charset: 'utf-16le',
  },
  {
    name: 'believes the header before the document',
    body: bytes('<?xml version="1.0" encoding="koi8-r"?>', mir1251),
    contentType: 'text/xml; charset="windows-1251"',
    text: '<?xml version="1.0" encoding="koi8-r"?>Мир',
    charset: 'windows-1251',
  },
  {
    name: 'believes an XML declaration',
    body: bytes("<?xml version='1.0' encoding='windows-1251'?>", mir1251),
    text: "<?xml version='1.0' encoding='windows-1251'?>Мир",
    charset: 'windows-1251',
  },
  {
    name: 'believes a meta tag',
    body: bytes('<head><meta charset=koi8-r>', mirKoi8),
    kind: 'html',
    text: '<head><meta charset=koi8-r>Мир',
    charset: 'koi8-r',
  },
  {
    name: 'believes an old meta tag',
    body: bytes('<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">', mir1251),
    kind: 'html',
    text: '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">Мир',
    charset: 'windows-1251',
  },
  {
    name: 'takes UTF-8 for UTF-8 whatever one-byte encoding is declared',
    body: bytes('<?xml version="1.0" encoding="ISO-8859-1"?>테스트'),
    text: '<?xml version="1.0" encoding="ISO-8859-1"?>테스트',
    charset: 'utf-8',
  },
  {
    name: 'passes over a label that nobody knows',
    body: bytes('Мир'),
    contentType: 'text/xml; charset=no-such-thing',
    text: 'Мир',
    charset: 'utf-8',
  },
  {
    name: 'passes over a label that does not fit the bytes',
    body: bytes('<?xml version="1.0" encoding="windows-1251"?>', mir1251, mir1251),
    contentType: 'text/xml; charset=utf-8',
    text: '<?xml version="1.0" encoding="windows-1251"?>МирМир',
    charset: 'windows-1251',
  },
  {
    name: 'keeps the encoding of a text that is damaged at one place',
    body: bytes('Свобода слова', [0xd0], ' и печати'),
    text: 'Свобода слова\ufffd и печати',
    charset: 'utf-8',
  },
  {
    name: 'takes what is no UTF-8 and says nothing for windows-1252',
    body: bytes('caf', [0xe9]),
    text: 'café',
    charset: 'windows-1252',
  },
  { name: 'decodes nothing to nothing', body: bytes(), text: '', charset: 'utf-8' },
]

test.each(cases)('decodeText $name', ({ body, contentType = null, kind = 'xml', text, charset }) => {
  expect(decodeText(body, { contentType, kind })).toEqual({ text, charset })
})
