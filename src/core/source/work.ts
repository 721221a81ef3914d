/** A piece of pulling, small enough for the limits of a platform that cuts every run short; plain JSON. */
export type Work =
  /** Pulls a source's feeds if it is still due, and makes work of what is new. */
  | { readonly kind: 'refresh'; readonly sourceId: string; readonly dueAtMs: number }
  /** Takes reserved entries; those that were taken meanwhile are passed over. */
  | { readonly kind: 'articles'; readonly sourceId: string; readonly keys: readonly string[] }
  /** Writes the feeds of editions ahead. */
  | { readonly kind: 'publish'; readonly slugs: readonly string[] }
  /** Tells the hub that the feeds of editions have changed. */
  | { readonly kind: 'tell'; readonly slugs: readonly string[] }

/** Names a piece of work; the same work has the same name, whoever asks for it. */
export function workId(work: Work): string {
  switch (work.kind) {
    case 'refresh':
      return `refresh ${work.sourceId} ${work.dueAtMs}`
    case 'articles':
      return `articles ${work.sourceId} ${JSON.stringify(work.keys)}`
    case 'publish':
    case 'tell':
      return `${work.kind} ${work.slugs.join(' ')}`
  }
}
