/** An answer that went out, by the hash of the invite's secret; of whom it went to nothing is known here. */
export interface Answered {
  readonly inviteId: string
  readonly atMs: number
}

export interface AllowanceRules {
  readonly perHour: number
  readonly perInviteHour: number
}

const hourMs = 3_600_000

/** The answers that still count. */
export function recentAnswers(answers: readonly Answered[], nowMs: number): readonly Answered[] {
  return answers.filter(({ atMs }) => atMs > nowMs - hourMs)
}

/** When the oldest of the answers that still count will not any more; now, where none does. */
export function nextAllowanceMs(answers: readonly Answered[], nowMs: number): number {
  const recent = recentAnswers(answers, nowMs).map(({ atMs }) => atMs + hourMs)
  return recent.length === 0 ? nowMs : Math.min(...recent)
}

/**
 * Whether an invite may be answered once more. A responder that answers without bound can be made to flood a stranger
 * whose address was forged, or another robot (RFC 3834 §2, §5).
 * @returns `later` where too many were answered over all, `never` where this one asks too often.
 */
export function judgeAllowance(
  inviteId: string,
  answers: readonly Answered[],
  { perHour, perInviteHour, nowMs }: AllowanceRules & { readonly nowMs: number },
): 'now' | 'later' | 'never' {
  const recent = recentAnswers(answers, nowMs)
  if (recent.filter(each => each.inviteId === inviteId).length >= perInviteHour) return 'never'
  return recent.length >= perHour ? 'later' : 'now'
}
