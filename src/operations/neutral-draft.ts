import { html } from '../core/page/markup.ts'
import type { DocumentDraft } from './document.ts'

/** A page whose tab, history entry and bookmark say `title` and not what is read. */
export function neutralDraft(draft: DocumentDraft, title: string): DocumentDraft {
  if (!draft.contentType.startsWith('text/html')) return draft
  const { renderShared, renderFor } = draft
  return {
    ...draft,
    reach: draft.reach === 'everywhere' ? 'announcement' : draft.reach,
    // What is shared with other channels has its title; this one is made of it afresh, and remembered.
    renderShared: null,
    renderFor: async address => {
      const page = await renderFor(address, renderShared?.() ?? '')
      if (typeof page !== 'string') return page
      // Texts are escaped, so the first tag of that name is the template's own.
      return page.replace(/<title>[^<]*<\/title>/, () => html`<title>${title}</title>`.markup)
    },
  }
}
