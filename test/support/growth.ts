/**
 * How much longer a job takes for four times as much: about 4 where its time is proportional, 16 where it is the square.
 * Measured in time of this thread's processor, which the load of the machine changes little.
 * @param few what it does at first; little of it, so that the test is short where the time is as it should be.
 */
export function growthOf<Given>(job: (given: Given) => void, few: Given, many: Given): number {
  let growth = Number.POSITIVE_INFINITY
  // Collections of garbage and compilers come when they like: the best of a few tries counts.
  for (let tries = 0; tries < 4 && growth > mostGrowth; tries++) {
    const short = timeOf(() => job(few))
    growth = Math.min(growth, timeOf(() => job(many)) / (short + negligibleMs))
  }
  return growth
}

/** What is no more than this is proportional, for all that a measurement tells. */
export const mostGrowth = 8
const negligibleMs = 8

function timeOf(job: () => void): number {
  const start = process.threadCpuUsage()
  job()
  const { user, system } = process.threadCpuUsage(start)
  return (user + system) / 1000
}
