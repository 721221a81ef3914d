import type { PullProgress } from './runtime.ts'
import type { Terminal } from './session.ts'

const barWidth = 24
const eraseLine = '\r\u001b[2K'

export interface ProgressBar {
  show(progress: PullProgress): void
  /** Takes the bar off the terminal. */
  clear(): void
}

/** One line on the terminal that says how far a pull has come over all sources; nothing where nobody watches. */
export function createProgressBar({ errors, isWatched }: Terminal): ProgressBar {
  if (!isWatched) return { show: () => undefined, clear: () => undefined }
  const sources = new Map<string, PullProgress>()
  return {
    show(progress) {
      sources.set(progress.sourceId, progress)
      errors.write(`${eraseLine}${formatBar([...sources.values()])} ${progress.sourceId}`)
    },
    clear: () => void errors.write(eraseLine),
  }
}

/** The bar itself: `[######------] 12/24`. */
export function formatBar(sources: readonly Pick<PullProgress, 'done' | 'total'>[]): string {
  const done = sources.reduce((sum, each) => sum + each.done, 0)
  const total = sources.reduce((sum, each) => sum + each.total, 0)
  const filled = total === 0 ? barWidth : Math.floor((done / total) * barWidth)
  return `[${'#'.repeat(filled)}${'-'.repeat(barWidth - filled)}] ${done}/${total}`
}
