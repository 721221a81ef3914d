import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'

// Scripts whose letters stand high, hang low or lean: what they are set in where the system has it, and their room.
const scripts = [
  {
    languages: ['ar', 'ckb', 'fa', 'ps', 'sd', 'ug'],
    fonts: '"Noto Naskh Arabic","Geeza Pro",Tahoma',
    lineHeight: 1.9,
  },
  { languages: ['ks', 'ur'], fonts: '"Noto Nastaliq Urdu","Urdu Typesetting"', lineHeight: 2.3 },
  { languages: ['bo', 'dz'], fonts: '"Noto Serif Tibetan",Kailasa,"Microsoft Himalaya"', lineHeight: 2 },
  { languages: ['my'], fonts: '"Noto Sans Myanmar","Myanmar Text",Padauk', lineHeight: 2 },
  { languages: ['km'], fonts: '"Noto Sans Khmer","Khmer UI"', lineHeight: 2 },
  { languages: ['am', 'ti'], fonts: '"Noto Sans Ethiopic",Nyala,Kefa', lineHeight: 1.8 },
  { languages: ['hy', 'ka'], fonts: '"Noto Sans Armenian","Noto Sans Georgian",Sylfaen', lineHeight: 1.8 },
  // Which shapes of Han letters are taken, browsers know from `lang`; they need no name of a font for that.
  { languages: ['ja', 'ko', 'lo', 'th', 'zh'], fonts: 'system-ui', lineHeight: 1.8 },
] as const

/** The font where the language is named, so that code inside keeps its own; the room in headings too. */
const scriptRules = scripts.flatMap(({ languages, fonts, lineHeight }) => {
  const at = (before: string) => languages.map(language => `${before}:lang(${language})`).join()
  return [`${at('[lang]')}{font-family:${fonts},sans-serif}`, `${at('')}{line-height:${lineHeight}}`]
})

/**
 * The one style sheet, inline in every page. System fonts only; sizes in em, so that the phone's own setting counts;
 * logical sides, so that it serves both directions; more room between lines for tall scripts. Nothing depends on it.
 */
export const style = [
  // On the root, where the language stands: further in it would hide the fonts of the language.
  ':root{color-scheme:light dark}',
  '[lang]{font-family:system-ui,sans-serif}',
  'body{margin:0 auto;padding:1em;max-width:36em;font-size:1.0625em;line-height:1.6;color:#1d1d1b;background:#fcfbf8;overflow-wrap:break-word}',
  'h1{margin:.8em 0 .4em;font-size:1.5em;line-height:1.35}',
  'h2,h3,h4,h5,h6{margin:1.6em 0 .5em;font-size:1.1em;line-height:1.4}',
  ...scriptRules,
  ':lang(ko){word-break:keep-all}',
  'p,ul,ol,dl,blockquote,table,pre{margin:0 0 1em}',
  'a{color:#0b4f8a}',
  'nav a,footer a{display:inline-block;padding:.3em 0;margin-inline-end:1em}',
  'nav,footer,small,figcaption,dt{font-size:.9em;color:#5a5953}',
  'nav h2{font-size:1em;margin:1em 0 0}',
  'main>ol{list-style:none;padding:0}',
  'main>ol li{margin-bottom:.8em}',
  'main>ol a{display:block;font-weight:600;text-decoration:none}',
  'aside,blockquote{border-inline-start:.2em solid #b8860b;padding-inline-start:.9em;margin:1.2em 0}',
  'blockquote{border-color:#bbb}',
  'aside p{margin:0 0 .5em}',
  'figure{margin:1.2em 0}',
  'dd{margin:0 0 .6em}',
  'code{font:.95em/1.5 monospace,monospace;user-select:all}',
  'pre{white-space:pre-wrap}',
  'article{overflow-x:auto}',
  'table{border-collapse:collapse}',
  'td,th{padding:.2em .6em;text-align:start;border:1px solid #bbb}',
  'form{margin:1em 0}',
  'input{font:inherit;max-width:60%}',
  'svg{display:block;width:13em;max-width:100%;height:auto;margin:1em 0}',
  'footer{margin-top:2.5em;border-top:1px solid #ccc8;padding-top:.6em}',
  '@media(prefers-color-scheme:dark){body{color:#dcdad4;background:#171715}a{color:#8dbdf0}nav,footer,small,figcaption,dt{color:#a3a099}}',
  '@media print{nav,footer,form{display:none}body{max-width:none;color:#000;background:#fff}a,small{color:#000}}',
].join('')

/** The source expression that lets exactly this style through (CSP Level 3 §8.3). */
export const styleSource = `'sha256-${btoa(String.fromCharCode(...sha256(utf8ToBytes(style))))}'`
