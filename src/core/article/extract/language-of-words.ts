import { codeAt } from '../../html/code-at.ts'
import { isInWord, wordsOf } from '../../html/letters.ts'
import { noPlace, treeTop, wordTreeOf } from './word-tree.ts'

/** Words without which hardly a paragraph of a language is written, those left out that a neighbour shares. */
const commonWords: readonly (readonly [string, string])[] = [
  ['en', 'the of and to that is was for with by from are have has which this they their were been'],
  ['de', 'der die und den das nicht ist mit des auf für eine auch dem sich von ein wird sind'],
  ['fr', 'les des et est une dans pour qui sur pas avec sont cette aux été leur mais plus ont'],
  ['es', 'los las del que una por con para el su como más pero sus este fue ha también y'],
  ['pt', 'não uma do da em os com para mais foi ao pelo são dos das pela também você um'],
  ['it', 'il di che non per una del della sono con gli nel è alla anche più dei ha delle'],
  ['nl', 'het een van de en dat niet zijn voor met op aan ook heeft maar worden naar werd deze'],
  ['pl', 'w z i się nie że jest na do przez jak po oraz dla od tym był jego ich która który tego'],
  ['cs', 'se je že na jsem který jako pro však jeho byl jsou které podle také při už až nebo'],
  ['sv', 'och att det som är på för inte har med ett till av den från var kan efter om också'],
  ['da', 'og at det er på ikke har med til af den fra efter blev også været hun jeg skal hvor'],
  ['nb', 'og å det er på ikke har med til av den fra etter ble også vært hun jeg skal som'],
  ['fi', 'ja on että ei se oli hän myös mutta kun ovat jo sen joka tai hänen mukaan niin'],
  ['hu', 'és hogy nem az egy is volt meg csak ez már még mint van lehet azt ha vagy után'],
  ['ro', 'și în că nu este din pe pentru cu mai fost sunt care au fi sau după prin acest'],
  ['tr', 've bir bu için da de ile çok daha olarak gibi kadar sonra değil olan ise ancak en'],
  ['id', 'yang dan di dengan untuk dari ini itu dalam tidak pada akan juga oleh telah ke bisa'],
  ['sw', 'na ya wa kwa ni la za katika hiyo hii huo huyo kuwa kutoka pia cha baada yake wakati amesema'],
  [
    'zu',
    'ukuthi futhi kanye kodwa uma ngoba nokho lokhu leli lo le wathi uthe kwi yayo wakhe kulo ngesikhathi',
  ],
  ['sk', 'sa na je že ktorý ako pre však jeho bol sú ktoré podľa tiež pri už alebo aj čo by'],
  ['sl', 'je in na da se za ki pa so tudi po ter kot ali bi ni bil lahko še pri'],
  ['lt', 'ir kad į iš su yra tai apie bet kaip buvo po dėl jis kurie šios jau nuo bus'],
  ['lv', 'un ir ka no par ar uz kas arī bija tas tika pēc bet lai nav gan savu'],
  ['et', 'ja on et ei ka see oli kui mis ning oma aga selle kes või siis veel pärast'],
  ['sq', 'të e në dhe për një me që nga është se ka më nuk si janë ai kjo'],
  ['az', 'və bu bir üçün ilə də ki olan edib deyib onun sonra kimi daha idi isə'],
  ['kk', 'және бұл үшін деп мен бір оның ол болған туралы кейін екен сол да де'],
  ['ky', 'жана бул үчүн деп менен бир анын ал болгон кийин эле деген да бар'],
  ['tg', 'ва дар аз ба ки ин барои ҳам бар аст буд шуд бо он аст'],
  ['ru', 'и в во не на что чтобы то с по он из как это до для был его а но от также они или было'],
  ['uk', 'і в не на що з у та як це до він за від для його але про також або був є'],
  ['be', 'і ў не на што з як гэта да ён за ад для яго але пра таксама або быў каб'],
  ['bg', 'на и да се от за не че в е по са като които с до си но това при към'],
  ['sr', 'и у да је на се за од су са као не што који али то из ће или би'],
]
const counted = 600
const fewest = 25
const enough = 0.07
/** What a language has more of its words than the next, where it is another than the page declares. */
const farAhead = 2.5

/**
 * The language that a text is written in, by its commonest words; null where none stands out.
 * @param declared what the page says, which holds unless another stands out far.
 */
export function languageOfWords(text: string, declared: string | null): string | null {
  const shares = sharesOf(text)
  if (shares === null) return null
  const [[best, share], [, nextShare]] = twoBest(shares)
  if (share < enough) return null
  const primary = declared?.split('-')[0]?.toLowerCase() ?? null
  if (primary === null) return share > nextShare * 1.15 ? best : null
  const own = shares.find(([language]) => language === primary)?.[1]
  // Of a language that is not in the list nothing is known here.
  if (own === undefined || best === primary) return null
  return share > own * farAhead ? best : null
}

/** How much of the first words of a text is among the commonest of each language; null for too few words. */
function sharesOf(text: string): readonly Share[] | null {
  const counts = commonWords.map(() => 0)
  const start = text.slice(0, counted * 8).toLowerCase()
  const lower = surrogate.test(start) ? wordsOf(start).join(' ') : start
  const { length } = lower
  let words = 0
  for (let at = 0; at < length && words < counted; at++) {
    const from = at
    let place = treeTop
    for (; at < length; at++) {
      const unit = codeAt(lower, at)
      if (!isInWord(unit)) break
      if (place !== noPlace) place = tree.next(place, unit)
    }
    if (at === from) continue
    words++
    for (const language of tree.listsAt(place)) counts[language] = (counts[language] ?? 0) + 1
  }
  if (words < fewest) return null
  return commonWords.map(([language], at) => [language, (counts[at] ?? 0) / words])
}

const surrogate = /[\ud800-\udfff]/

const tree = wordTreeOf(commonWords.map(([, words]) => words.split(' ')))

type Share = readonly [language: string, share: number]

function twoBest(shares: readonly Share[]): readonly [Share, Share] {
  const [first = ['', 0], second = ['', 0]] = shares.toSorted((a, b) => b[1] - a[1])
  return [first, second]
}
