import { AppError } from '../../core/errors.ts'
import { joinBytes } from '../../core/join-bytes.ts'

/**
 * Reads a body to its end; bytes are counted as they come out of the platform's decoder.
 * @throws AppError `body-too-large`, as soon as that is known; the rest is not read then.
 */
export async function readBody(response: Response, url: string, maxBytes: number): Promise<Uint8Array> {
  if (Number(response.headers.get('content-length') ?? 0) > maxBytes) {
    await response.body?.cancel()
    throw tooLarge(url, maxBytes)
  }
  const { bytes, isCut } = await take(response, maxBytes)
  if (isCut) throw tooLarge(url, maxBytes)
  return bytes
}

/** Reads the beginning of a body, as much as is not broken, and lets the rest go. */
export async function readStart(response: Response, maxBytes: number): Promise<Uint8Array> {
  if (maxBytes > 0) return (await take(response, maxBytes, { takesBroken: true })).bytes
  await response.body?.cancel()
  return new Uint8Array()
}

async function take(
  { body }: Response,
  maxBytes: number,
  { takesBroken = false } = {},
): Promise<{ bytes: Uint8Array; isCut: boolean }> {
  const chunks: Uint8Array[] = []
  let count = 0
  const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = body?.getReader()
  try {
    for (let next = await reader?.read(); next?.value !== undefined; next = await reader?.read()) {
      chunks.push(next.value)
      count += next.value.byteLength
      if (count > maxBytes) {
        await reader?.cancel()
        return { bytes: joinBytes(chunks), isCut: true }
      }
    }
  } catch (error) {
    // What came before it broke off is what there is of a refusal.
    if (!takesBroken) throw error
  }
  return { bytes: joinBytes(chunks), isCut: false }
}

function tooLarge(url: string, maxBytes: number): AppError {
  return new AppError('body-too-large', `${url} is larger than ${maxBytes} bytes`, {
    next: 'Raise limits.maxBodyBytes if this is meant to be so large.',
  })
}
