import { expect, test } from 'vitest'
import { createSigner } from '../../../src/adapters/web/signer.ts'
import {
  fieldsOf,
  readStatement,
  readStatements,
  writeStatement,
} from '../../../src/core/signature/statement.ts'
import { rfcKey } from '../../contracts/signer.ts'

const signer = await createSigner(rfcKey)

test('a statement is read back as it was written', async () => {
  const text = await writeStatement(
    'article',
    [
      ['id', 'a'],
      ['note', '1 b'],
      ['note', '2 c'],
    ],
    signer,
  )

  const statement = readStatement(text)

  expect(statement?.kind).toBe('article')
  expect(statement && fieldsOf(statement, 'note')).toEqual(['1 b', '2 c'])
  expect(statement?.signature.length).toBe(64)
  expect(new TextDecoder().decode(statement?.signed)).toBe(text.replace(/^signature: .*\n/m, ''))
})

test('a line break in a value forges no field', async () => {
  const text = await writeStatement(
    'article',
    [['title', 'a\nwithdrawn: 2026-01-01T00:00:00Z\r\u2028x']],
    signer,
  )

  const statement = readStatement(text)

  expect(statement && fieldsOf(statement, 'withdrawn')).toEqual([])
})

test.each([
  { name: 'nothing', text: '' },
  { name: 'another first line', text: 'tamizdat article 2\nsignature: ' },
  { name: 'no signature', text: 'tamizdat article 1\nid: a\n' },
  { name: 'a signature that is too short', text: 'tamizdat article 1\nid: a\nsignature: AAAA\n' },
  { name: 'a line that is no field', text: `tamizdat article 1\nhello\nsignature: ${'A'.repeat(86)}==\n` },
])('$name is no statement', ({ text }) => {
  expect(readStatement(text)).toBeNull()
})

test('Windows line ends are read as what was signed', async () => {
  const text = await writeStatement('article', [['id', 'a']], signer)

  expect(readStatement(text.replaceAll('\n', '\r\n'))?.signed).toEqual(readStatement(text)?.signed)
})

test('several statements in a file are read in order, whatever stands between them', async () => {
  const first = await writeStatement('succession', [['old', 'a']], signer)
  const second = await writeStatement('delegation', [['root', 'b']], signer)

  const statements = readStatements(`${first}\n\n${second}\nnoise\n`)

  expect(statements.map(({ text }) => text)).toEqual([first, second])
})
