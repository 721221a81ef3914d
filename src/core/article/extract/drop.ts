import type { Element } from 'domhandler'

/**
 * Takes an element out of the page and remembers why.
 * @returns whether it did: what the operator's rules keep stays.
 */
export type Drop = (element: Element, step: string, reason: string) => boolean
