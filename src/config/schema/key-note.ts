import * as z from 'zod'

/** What a person needs to know about a key; the type, bounds and default are read from the schema itself. */
export interface KeyNote {
  readonly description: string
  /** What may stand here, in words, where the schema cannot tell. */
  readonly allowed?: string
  readonly unit?: string
  /** As it is written in the file. */
  readonly example?: string
  /** Never shown in an error. */
  readonly confidential?: boolean
}

export const keyNotes = z.registry<KeyNote>()

/** Says of a key what its schema can not. */
export function note<Schema extends z.ZodType>(schema: Schema, keyNote: KeyNote): Schema {
  keyNotes.add(schema, keyNote)
  return schema
}
