/** One file of a copy, as a web server or bucket is to give it out. */
export interface CopyFile {
  /** Below the copy's root, with forward slashes. */
  readonly path: string
  /** In the store's coding, but for the lists of hashes, which are never coded. */
  readonly body: Uint8Array
  readonly isCoded: boolean
  readonly contentType: string
  /** False where it may change under its path and is to be asked for again each time. */
  readonly isStable: boolean
}

/** Where a static copy is written: a folder, a bucket. A file is there whole or not at all. */
export interface CopyStore {
  /** What it keeps: files as they are, or as a mirror sends them in gzip, to be given out with that coding. */
  readonly coding: 'identity' | 'gzip'
  /** Decoded; null where there is none. */
  read(path: string): Promise<Uint8Array | null>
  write(file: CopyFile): Promise<void>
  /** No error if it is gone already. */
  remove(path: string): Promise<void>
}
