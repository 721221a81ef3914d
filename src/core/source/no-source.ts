import type { Source } from './source.ts'

/** What a page's source says of it, and how the page is asked for. */
export type PageSource = Pick<
  Source,
  'id' | 'name' | 'language' | 'topics' | 'feeds' | 'pages' | 'headers' | 'politeness' | 'proxy' | 'rules'
>

/** Stands where a page is looked at for itself, without the source that it belongs to. */
export const noSource: PageSource = {
  id: 'none',
  name: '',
  language: 'und',
  topics: [],
  feeds: [],
  headers: {},
  politeness: { concurrency: 1, delaySeconds: 1 },
  rules: {},
}
