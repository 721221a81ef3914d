import { hashHex } from '../core/digest.ts'
import { padBody } from '../core/page/padding.ts'
import {
  copyFields,
  copyList,
  readList,
  type Withdrawal,
  writeList,
} from '../core/signature/copy-statement.ts'
import { signerFields } from '../core/signature/signer-fields.ts'
import { writeStatement } from '../core/signature/statement.ts'
import type { Compressor } from '../ports/compressor.ts'
import type { CopyStore } from '../ports/copy-store.ts'
import { type CopyOptions, copyPath, draftCopy } from './copy-documents.ts'
import type { DocumentDraft, DraftDeps } from './document.ts'
import { neutralDraft } from './neutral-draft.ts'

export interface ExportDeps extends DraftDeps {
  readonly compressor: Compressor
  readonly store: CopyStore
}

export interface ExportOptions extends CopyOptions {
  readonly signal: AbortSignal
  /** Counts articles. */
  readonly onProgress?: (done: number, total: number) => void
}

export interface ExportReport {
  readonly articles: number
  readonly written: number
  readonly unchanged: number
  readonly removed: number
  /** Of what was written, without coding. */
  readonly bytes: number
}

/** What was written since the last whole list, so that a run after a kill does not write it again. */
const journalPath = 'SHA256SUMS.part'
const filesPerJournal = 100

/**
 * Brings a copy up to date: what changed is written, then the signed list of everything, and only then is removed what
 * is no longer there. A run that was killed leaves a copy that works, and the next goes on from it.
 * @throws the signal's reason, between two files; whatever the store throws.
 */
export async function exportCopy(deps: ExportDeps, options: ExportOptions): Promise<ExportReport> {
  const { store } = deps
  const before = await readLists(store)
  const after = new Map<string, string>()
  const withdrawn: Withdrawal[] = []
  const total = deps.editions.get('all')?.count ?? 0
  let articles = 0
  let written = 0
  let bytes = 0
  for await (const part of draftCopy(deps, options)) {
    for (const draft of part.drafts) {
      options.signal.throwIfAborted()
      const { path, content, encode, contentType, isStable } = await renderFile(draft, options, deps)
      const hash = hashHex(content)
      after.set(path, hash)
      if (before.get(path) === hash) continue
      await store.write({ path, contentType, isStable, body: await encode(), isCoded: true })
      written++
      bytes += content.length
      if (written % filesPerJournal === 0) await writeText(journalPath, writeList(after), store)
    }
    const { article } = part
    if (article === null) continue
    if (article.withdrawn !== null) withdrawn.push({ id: article.id, atMs: article.withdrawn.atMs })
    options.onProgress?.(++articles, total)
  }
  await writeLists(after, withdrawn, store, options)
  const gone = [...before.keys()].filter(path => !after.has(path))
  for (const path of [...gone, journalPath]) await store.remove(path)
  return { articles, written, unchanged: after.size - written, removed: gone.length, bytes }
}

/** A document as the copy's readers will have it, and as the store keeps it. */
async function renderFile(
  draft: DocumentDraft,
  { address }: ExportOptions,
  { compressor, store }: ExportDeps,
) {
  const { contentType, padding, reach } = draft
  const shown = address.neutralTitle === null ? draft : neutralDraft(draft, address.neutralTitle)
  const rendered = await shown.renderFor(address, shown.renderShared?.() ?? '')
  const plain = typeof rendered === 'string' ? new TextEncoder().encode(rendered) : rendered
  const file = { path: copyPath(draft), contentType, isStable: reach === 'everywhere' }
  if (store.coding === 'gzip') {
    const encode = async () => padBody(await compressor.compress(plain, 'gzip', 'ahead'), 'gzip', padding)
    return { ...file, content: plain, encode }
  }
  const content = padBody(plain, 'identity', padding)
  return { ...file, content, encode: async () => content }
}

/** What the last whole run wrote, and the one after it that was killed. */
async function readLists(store: CopyStore): Promise<ReadonlyMap<string, string>> {
  const [list, journal] = await Promise.all([store.read(copyList.path), store.read(journalPath)])
  const decode = (body: Uint8Array | null) => readList(new TextDecoder().decode(body ?? new Uint8Array()))
  return new Map([...decode(list), ...decode(journal)])
}

/** A list that says the same as the one that is there is left alone, with the day of its signature. */
async function writeLists(
  files: ReadonlyMap<string, string>,
  withdrawn: readonly Withdrawal[],
  store: CopyStore,
  { signer, signatures, nowMs }: ExportOptions,
): Promise<void> {
  const list = writeList(files)
  const known = await store.read(copyList.path)
  const isSigned = (await store.read(copyList.signaturePath)) !== null
  const isWanted = signer !== null && signatures
  if (known !== null && new TextDecoder().decode(known) === list && isSigned === isWanted) return
  // The signature first: a copy between the two is shown as changed, and not as one that was never signed.
  if (isWanted) {
    const signed = { issuedMs: nowMs, listHash: hashHex(list), files: files.size, withdrawn }
    const fields = [...copyFields(signed), ...signerFields(signer)]
    await writeText(copyList.signaturePath, await writeStatement('copy', fields, signer), store)
  } else await store.remove(copyList.signaturePath)
  await writeText(copyList.path, list, store)
}

async function writeText(path: string, text: string, store: CopyStore): Promise<void> {
  const body = new TextEncoder().encode(text)
  const contentType = 'text/plain; charset=utf-8'
  await store.write({ path, body, contentType, isCoded: false, isStable: false })
}
