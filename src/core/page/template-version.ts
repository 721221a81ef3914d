/**
 * Counts the changes of what the templates of this folder and the writers of feeds put out. Raise it with every such
 * change: bytes that were kept under another number are rendered afresh. A golden page under test/ sees to it.
 */
export const templateVersion = 10
