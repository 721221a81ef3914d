import { searchedWords, wordsOf } from '../search/words.ts'

/** What an operator's own edition holds: all of its conditions are met, of each list any one. An empty list asks nothing. */
export interface EditionRule {
  /** The slug of the edition. */
  readonly id: string
  readonly title: string
  readonly sources: readonly string[]
  readonly topics: readonly string[]
  /** `zh` stands for `zh-Hant` too, not the other way round. */
  readonly languages: readonly string[]
  /** Words or phrases, one of which stands in title or text. */
  readonly include: readonly string[]
  /** Words or phrases, none of which does. */
  readonly exclude: readonly string[]
}

/** What an edition is chosen by; its title may change without a change of what is in it. */
export type RuleDefinition = Omit<EditionRule, 'title'>

/** What rules look at in an article. */
export interface RuledArticle {
  /** Every source that announced it. */
  readonly sourceIds: readonly string[]
  readonly topics: readonly string[]
  readonly language: string
  readonly title: string
  readonly text: string
}

/** The editions, of those that rules make, that an article belongs to; its words are divided once for all of them. */
export function ruledEditionsOf(article: RuledArticle, rules: readonly RuleDefinition[]): readonly string[] {
  let words: readonly string[] | null = null
  const read = () => {
    words ??= searchedWords(article).map(foldCase)
    return words
  }
  return rules.filter(rule => isCovered(article, rule, read)).map(rule => rule.id)
}

/** A rule's definition as text: another text is another edition. The order in which things are named does not count. */
export function formatDefinition({ id, ...lists }: RuleDefinition): string {
  const sorted = [lists.sources, lists.topics, lists.languages, lists.include, lists.exclude].map(list =>
    [...new Set(list)].toSorted(),
  )
  const [sources = [], topics = [], languages = [], include = [], exclude = []] = sorted
  return JSON.stringify({ id, sources, topics, languages, include, exclude } satisfies RuleDefinition)
}

function isCovered(article: RuledArticle, rule: RuleDefinition, words: () => readonly string[]): boolean {
  if (!meets(rule.sources, id => article.sourceIds.includes(id))) return false
  if (!meets(rule.topics, topic => article.topics.includes(topic))) return false
  if (!meets(rule.languages, language => isOfLanguage(article.language, language))) return false
  return (
    meets(rule.include, phrase => holds(words(), phrase)) &&
    !rule.exclude.some(phrase => holds(words(), phrase))
  )
}

function meets(wanted: readonly string[], isMet: (each: string) => boolean): boolean {
  return wanted.length === 0 || wanted.some(isMet)
}

// RFC 4647 §3.3.1, basic filtering.
function isOfLanguage(tag: string, range: string): boolean {
  return `${tag.toLowerCase()}-`.startsWith(`${range.toLowerCase()}-`)
}

const unspacedLetter =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]$/u

/** Whether a word, or words that follow each other, stand in a text as whole words. */
function holds(words: readonly string[], phrase: string): boolean {
  const wanted = wordsOf(phrase).map(foldCase)
  const [only = ''] = wanted
  // Where no spaces part words the text is known by pairs of letters: a letter alone is found within them.
  if (wanted.length === 1 && unspacedLetter.test(only)) return words.some(word => word.includes(only))
  return wanted.length > 0 && words.some((_, at) => wanted.every((part, n) => words[at + n] === part))
}

// Lower case depends on the language for these alone: Turkish has two letters i, German and Greek write a letter twofold.
function foldCase(word: string): string {
  return word
    .replace(/i\u0307|ı/g, 'i')
    .replace(/ß/g, 'ss')
    .replace(/ς/g, 'σ')
}
