import { describe, expect, test } from 'vitest'
import { describeFailure, exitCodeOf } from '../../src/cli/exit.ts'
import { AppError } from '../../src/core/errors.ts'

describe('describeFailure', () => {
  const cause = new Error('root of it')
  const known = new AppError('feed-unreadable', 'a feed without entries', { cause, next: 'Look at it.' })

  test('says kind, message and next step in two lines', () => {
    expect(describeFailure(known, { debug: false })).toBe(
      'tamizdat: feed-unreadable – a feed without entries\n  Look at it.\n',
    )
  })

  test('shows a stack and its causes with --debug alone', () => {
    expect(describeFailure(known, { debug: false })).not.toContain('exit.test.ts')
    expect(describeFailure(known, { debug: true })).toMatch(/exit\.test\.ts[\s\S]*root of it/)
  })

  test('calls a failure that we did not foresee unexpected', () => {
    expect(describeFailure(new TypeError('x is not a function'), { debug: false })).toContain(
      'unexpected – x is not a function',
    )
    expect(exitCodeOf(new TypeError('x'))).toBe(1)
  })
})
