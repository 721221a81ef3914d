/** A row as its table has it: no value that JSON could not hold. */
export type StoreRow = Readonly<Record<string, string | number | null>>

/** All that an archive's store holds, table by table, but for what can be made again: rendered bytes. */
export interface Store {
  /** The number of the schema that its rows are in. */
  schema(): Promise<number>
  /** In an order in which they can be filled. */
  tables(): Promise<readonly string[]>
  /** The rows of a table from a place on, as many as are well carried at once; none behind the last. */
  read(table: string, offset: number): Promise<readonly StoreRow[]>
  /** Adds rows, all or none. Throws AppError `archive-failed` for one that is there already. */
  write(table: string, rows: readonly StoreRow[]): Promise<void>
  /** Keeps whoever else writes into it from writing for so long, where there is somebody; 0 lets them again. */
  hold(seconds: number): Promise<void>
  /** Takes every row out. Throws AppError `archive-failed` where a store can't be emptied. */
  clear(): Promise<void>
  /** What was written is there only after this. */
  close(): Promise<void>
}

/** An archive as it was before it was upgraded, kept beside it. */
export interface KeptCopy {
  readonly file: string
  readonly bytes: number
  readonly madeAtMs: number
}

/** An archive was brought to the present schema. */
export interface Upgrade {
  readonly from: number
  readonly to: number
  /** The file as it was. */
  readonly copy: string
}
