import * as z from 'zod'
import { parseProxy } from '../../core/source/proxy.ts'
import type { Secret } from '../secret.ts'

export const idWords = 'lower-case letters, digits and inner hyphens, at most 63'
export const id = () => z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/)
export const port = () => z.int().min(0).max(65535)

export const secretValue = z.custom<Secret>(
  value =>
    z
      .strictObject({ kind: z.literal('secret'), name: z.string().min(1), file: z.string().exactOptional() })
      .safeParse(value).success,
)

// RFC 9110 §5.1: a field name is a token. §5.5: a value has no line break or other control character.
export const headerName = z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/)
export const headerValue = z.union([z.string().regex(/^[^\u0000-\u0008\u000a-\u001f\u007f]*$/), secretValue])

export const language = z
  .string()
  .refine(isLanguageTag)
  .transform(tag => Intl.getCanonicalLocales(tag)[0] ?? tag)

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** A host name as the Domain Name System has it: lower case, international names in their ASCII form. */
export const hostName = z
  .string()
  // Whatever would make it more than a host is refused before the address parser could cut it off.
  .refine(text => !/[\s/\\:@?#%]/.test(text))
  .transform(text => (URL.canParse(`http://${text}/`) ? new URL(`http://${text}/`).host : ''))
  .refine(host =>
    /^(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)*[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(
      host,
    ),
  )

export const addressAndPort = z.string().refine(text => {
  const match = /^(?:\[([^\]]+)\]|([^:]+)):([0-9]{1,5})$/.exec(text)
  if (match === null || Number(match[3]) > 65535 || Number(match[3]) < 1) return false
  return z.ipv6().safeParse(match[1]).success || z.ipv4().safeParse(match[2]).success
})

export const webAddress = z.url({ protocol: /^https?$/ })
// Credentials in it would stand in the file.
export const proxyValue = z.union([
  z.string().refine(text => parseProxy(text)?.credentials === null),
  secretValue,
])
