import { decodeBase64Url } from '../base64url.ts'
import { hashHex } from '../digest.ts'
import { toIso } from '../instant.ts'
import { trustVerdict, type Verifier } from './judge-statement.ts'
import { judgeKey } from './trust.ts'
import { type Verdict, verdict } from './verdict.ts'

/** A manifest as it was read, nothing of it believed yet. */
export interface ReadManifest {
  /** The bytes that were signed, as text. */
  readonly signed: string
  readonly key: string | null
  readonly signature: string | null
  readonly chain: readonly string[]
  readonly hosts: readonly string[]
  /** The announced next host; what feeds and pages say of it holds if it stands here. */
  readonly next: string | null
  readonly number: number
  /** Hash of the one before; null for the first, and where it does not say. */
  readonly previous: string | null
  readonly issuedMs: number
  readonly expiresMs: number
}

/** Reads a manifest as `writeManifest` writes it; null where the text is none. */
export function readManifest(text: string): ReadManifest | null {
  // The signed bytes are taken as they stand: writing them anew would not have to give the same ones.
  const signed = /^\{"signed":(\{.*\}),"key":/s.exec(text)?.[1]
  const whole = parseObject(text)
  const facts = signed === undefined ? null : parseObject(signed)
  if (signed === undefined || whole === null || facts === null) return null
  const number = Number(facts['number'])
  const issuedMs = Date.parse(String(facts['issued']))
  const expiresMs = Date.parse(String(facts['expires']))
  if (Number.isNaN(number + issuedMs + expiresMs)) return null
  return {
    signed,
    key: textOf(whole['key']),
    signature: textOf(whole['signature']),
    chain: textsOf(whole['chain']),
    hosts: textsOf(facts['hosts']),
    next: textOf(objectOf(facts['next'])?.['to']),
    number,
    previous: textOf(facts['previous']),
    issuedMs,
    expiresMs,
  }
}

/**
 * Says whether a manifest is the newsroom's, and the newest.
 * @param known one that the reader had before: a later number than this one's proves a replay.
 */
export async function judgeManifest(
  text: string,
  verifier: Verifier,
  known: string | null = null,
): Promise<Verdict> {
  const manifest = readManifest(text)
  if (manifest === null) return verdict('unsigned', 'This is no manifest of tamizdat.')
  const { key, signature, signed, chain } = manifest
  if (key === null || signature === null) return verdict('unsigned', 'The manifest is not signed.')
  const isSigned =
    /^[\w-]{86}$/.test(signature) &&
    (await verifier.verify(key, new TextEncoder().encode(signed), decodeBase64Url(signature)))
  if (!isSigned) return verdict('changed', 'Changed: the signature of the manifest does not hold.')
  const trusted = { ...verifier, chain: [...chain, ...verifier.chain] }
  const trust = trustVerdict(await judgeKey(key, trusted, verifier.verify), key)
  if (trust.status !== 'good') return trust
  return judgeAge(manifest, verifier.nowMs, known === null ? null : readManifest(known))
}

function judgeAge(manifest: ReadManifest, nowMs: number, known: ReadManifest | null): Verdict {
  const { number, hosts, issuedMs, expiresMs } = manifest
  const name = `manifest ${number} of ${toIso(issuedMs)}`
  if (known !== null && (known.number > number || known.issuedMs > issuedMs))
    return verdict(
      'replayed',
      `Replayed: ${name} is older than manifest ${known.number}, which you had before.`,
    )
  if (expiresMs < nowMs)
    return verdict('expired', `Expired: ${name} was good until ${toIso(expiresMs)}; ask for a newer one.`)
  const isNext = known !== null && manifest.previous === hashHex(known.signed)
  const follows = isNext ? ' It follows the one you had before.' : ''
  return verdict('good', `Signed by the newsroom: ${name}, good until ${toIso(expiresMs)}.${follows}`, [
    ...hosts,
    ...(manifest.next === null ? [] : [`next address: ${manifest.next}`]),
  ])
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    return objectOf(JSON.parse(text))
  } catch {
    // Text that is no JSON is no manifest: the caller says so.
    return null
  }
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : null
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter(each => typeof each === 'string') : []
}
