/** An article as a reader's program keeps it. */
export interface KeptEntry {
  readonly id: string
  readonly title: string
}

/** A reader's program with one subscription. */
export interface FeedReader {
  /** Edits the address of the subscription: the host name alone. */
  follow(host: string): Promise<void>
  poll(): Promise<void>
  /** What it shows as articles, as often as it shows them. */
  kept(): Promise<readonly KeptEntry[]>
  close(): Promise<void>
}

/** A kind of program, and how it is set up. */
export interface ReaderKind {
  readonly name: string
  readonly need: { readonly skip: boolean; readonly note: string }
  /** @param port of the server on loopback, where every host name under `.localhost` leads to. */
  open(setting: { readonly port: number; readonly folder: string }): Promise<FeedReader>
}
