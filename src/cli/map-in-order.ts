/**
 * Maps what comes in to what comes of it, in order, so many at a time. Nothing more is taken in while the oldest
 * is not given out, and nothing that is done waits for what has not come in yet.
 */
export async function* mapInOrder<From, To>(
  incoming: AsyncIterable<From>,
  width: number,
  map: (value: From) => Promise<To>,
): AsyncGenerator<To> {
  const source = incoming[Symbol.asyncIterator]()
  const pending: Promise<To>[] = []
  let next: Promise<IteratorResult<From>> | null = source.next()
  try {
    for (;;) {
      const [oldest] = pending
      if (next === null || pending.length >= width) {
        if (oldest === undefined) return
        yield await oldest
        pending.shift()
        continue
      }
      const first = await Promise.race(oldest === undefined ? [next] : [next, oldest.then(() => null)])
      if (first === null) {
        if (oldest !== undefined) yield await oldest
        pending.shift()
      } else if (first.done) next = null
      else {
        const mapped = map(first.value)
        // It is looked at when its turn comes; until then its failure is no surprise to anybody.
        mapped.catch(() => undefined)
        pending.push(mapped)
        next = source.next()
        next.catch(() => undefined)
      }
    }
  } finally {
    await source.return?.()
  }
}
