/** One figure: the same job done by us and by a peer. */
export interface Comparison {
  readonly bench: string
  /** Names the peer, with its version where that matters. */
  readonly peer: string
  readonly ours: () => unknown
  readonly theirs: () => unknown
}

const rounds = 9
const roundMs = 150

/**
 * Measures both in turn, so that a machine that slows down slows both, and prints one JSON line.
 * `ours` and `theirs` are medians in milliseconds for one call; a ratio over 1 says that we are faster.
 */
export async function compare({ bench, peer, ours, theirs }: Comparison): Promise<void> {
  const times: { readonly ours: number[]; readonly theirs: number[] } = { ours: [], theirs: [] }
  await timeRound(ours)
  await timeRound(theirs)
  for (let round = 0; round < rounds; round++) {
    times.ours.push(await timeRound(ours))
    times.theirs.push(await timeRound(theirs))
  }
  const [own, other] = [median(times.ours), median(times.theirs)]
  const figure = {
    bench,
    ours: round(own),
    peer,
    theirs: round(other),
    ratio: round(other / own),
    unit: 'ms',
  }
  process.stdout.write(`${JSON.stringify(figure)}\n`)
}

async function timeRound(job: () => unknown): Promise<number> {
  const startedMs = performance.now()
  let calls = 0
  do {
    await job()
    calls++
  } while (performance.now() - startedMs < roundMs)
  return (performance.now() - startedMs) / calls
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

function round(value: number): number {
  return Number(value.toPrecision(3))
}
