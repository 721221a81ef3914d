import { TextDecoder as Tables } from '@exodus/bytes/encoding.js'
import { expect, test } from 'vitest'

test.each(['euc-kr', 'big5', 'shift_jis'])(
  'the platform reads every pair of bytes of %s as the standard does',
  label => {
    const [platform, tables] = [new TextDecoder(label), new Tables(label)]
    const others: string[] = []
    for (let first = 0x80; first < 0x100; first++) {
      for (let second = 0; second < 0x100; second++) {
        const pair = Uint8Array.of(first, second, 0x20)
        if (platform.decode(pair) !== tables.decode(pair))
          others.push(`${first.toString(16)} ${second.toString(16)}`)
      }
    }

    expect(others).toEqual([])
  },
)
