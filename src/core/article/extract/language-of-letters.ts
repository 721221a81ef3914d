/** Letters that a text has and that it has not, for languages that share a script; the first that fits. */
const rules: readonly (readonly [language: string, has: readonly RegExp[], hasNot?: RegExp])[] = [
  ['ug', [/ۇ/u, /ې|ۋ|ۈ/u]],
  ['ckb', [/ێ|ڵ|ڕ/u, /ۆ|ە/u]],
  ['ps', [/[ښځڅټډړ]/u, /ې|ۍ|ئ/u]],
  ['ur', [/[ٹڈڑ]/u, /ے|ہ/u]],
  ['sd', [/[ڄڃٻٿڀڳڱ]/u]],
  ['fa', [/[پچژگ]/u, /ی|ک/u]],
  ['ar', [/[ةىأإ]/u], /[پچژگٹڈڑ]/u],
  ['be', [/ў/iu, /і/iu]],
  ['uk', [/[їєґ]/iu], /[ыэъё]/iu],
  ['tg', [/[ҳҷӣӯ]/iu]],
  ['ba', [/[ҡҙҫ]/iu]],
  ['kk', [/[қғұ]/iu, /і|ә/iu]],
  ['tt', [/җ/iu, /ә|ң/iu]],
  ['ky', [/ң/iu, /[өү]/iu], /[әқғ]/iu],
  ['mn', [/[өү]/iu, /й|х/iu], /[ңәқ]/iu],
  ['mk', [/[ќѓѕ]/iu]],
  ['sr', [/[ђћ]/iu]],
  ['ru', [/[ыэ]/iu], /[іїєґўђјљњћ]/iu],
  ['bg', [/ъ/iu], /[ыэіїєґў]/iu],
]
const shared = /[\u0400-\u052F\u0600-\u06FF]/gu
const enough = 100

/** The language of a text in Cyrillic or Arabic letters, by those that others do not write; null where none tells. */
export function languageOfLetters(text: string): string | null {
  if ((text.match(shared)?.length ?? 0) < enough) return null
  for (const [language, has, hasNot] of rules)
    if (has.every(letters => letters.test(text)) && hasNot?.test(text) !== true) return language
  return null
}
