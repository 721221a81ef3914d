import fc from 'fast-check'
import { baseMarker } from '../../../src/core/feed/slots.ts'

const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
    .map(units => String.fromCharCode(...units)),
  fc.constantFrom(
    ...[
      ']]>',
      ']]>]]>',
      '<![CDATA[',
      '<!--',
      '-->',
      '&amp;',
      '&amp;amp;',
      '&lt;',
      '&#0;',
      '<&"\'',
      '</title>',
    ],
    ...[
      '<id>urn:tamizdat:id</id>',
      '</item><item>',
      '</feed>',
      '\u202b\u200f\u200e\u202c',
      '\ud800',
      '\udc00\ud83d',
    ],
    ...[
      'می‌خواهم',
      'ئۇيغۇرچە',
      'საქართველო',
      '中文，新闻',
      'བོད་ཡིག་གི་གསར་འགྱུར།',
      '$&$1$`',
      baseMarker,
      '\u0008\u0000\uffff',
    ],
  ),
)
/** Text that breaks feeds: ends of CDATA sections, characters that no XML may hold, halves of pairs, marks of direction. */
export const nastyText = fc.array(nasty, { minLength: 1, maxLength: 4 }).map(parts => `x${parts.join('')}x`)
