/**
 * Stands for the address of the mirror that is asked, without a trailing slash, in a document that is kept once for all
 * of them. The name can never be registered (RFC 6761 §6.4).
 */
export const baseMarker = 'https://base.tamizdat.invalid'
