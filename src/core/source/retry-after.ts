import { parseHttpDate } from './http-date.ts'

// The last instant that a Date can hold (ECMA-262 §21.4.1.1).
const latestMs = 8.64e15

/**
 * Reads Retry-After (RFC 9110 §10.2.3) in both its forms, a number of seconds and a date.
 * @returns epoch milliseconds, or null if the header is missing or unreadable.
 */
export function parseRetryAfter(value: string | null, nowMs: number): number | null {
  if (value === null) return null
  if (/^\s*\d+\s*$/.test(value)) return Math.min(nowMs + Number(value) * 1000, latestMs)
  return parseHttpDate(value, nowMs)
}
