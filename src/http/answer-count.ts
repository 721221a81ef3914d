export const answerKinds = ['page', 'feed', 'unchanged', 'unknown', 'failed'] as const

export type AnswerKind = (typeof answerKinds)[number]

/** How many answers of each kind went out since the start: all that is ever counted of readers. */
export interface AnswerCount {
  add(kind: AnswerKind): void
  read(): Readonly<Record<AnswerKind, number>>
}

export function createAnswerCount(): AnswerCount {
  const counts = { page: 0, feed: 0, unchanged: 0, unknown: 0, failed: 0 }
  return {
    add(kind) {
      counts[kind]++
    },
    read: () => ({ ...counts }),
  }
}
