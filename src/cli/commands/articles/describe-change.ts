import type { RevisionChange } from '../../../core/article/compare-revisions.ts'

/** A change in a few words: `title, 1 paragraph out, 2 in`. */
export function describeChange({ parts, blocks }: RevisionChange): string {
  const removed = blocks.filter(block => block.kind === 'removed').length
  const added = blocks.length - removed
  const paragraphs = (count: number) => `${count} paragraph${count === 1 ? '' : 's'}`
  const text =
    removed > 0 && added > 0
      ? [`${paragraphs(removed)} out, ${added} in`]
      : removed > 0
        ? [`${paragraphs(removed)} out`]
        : added > 0
          ? [`${paragraphs(added)} in`]
          : []
  return [...parts, ...text].join(', ') || 'nothing that is compared here (section, tags or links)'
}
