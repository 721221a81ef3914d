import { describe, expect, test } from 'vitest'
import { readQuestion } from '../../../src/core/mail/read-question.ts'

const secret = 'k7dq-0m2x-94vt-hs6e-wz3n-p1c8'
const mail = (headers: string, body: string) => `${headers}\r\n\r\n${body}`.replaceAll(/\r?\n/g, '\r\n')
const from = 'From: Reader <reader@mail.example>\nMessage-ID: <1@mail.example>'

describe('a secret is found', () => {
  test.each([
    { name: 'in the body', given: mail(from, `Hello\n${secret}\n`) },
    { name: 'in the subject', given: mail(`${from}\nSubject: ${secret}`, '') },
    { name: 'in a folded subject', given: mail(`${from}\nSubject:\n ${secret}`, '') },
    { name: 'typed in capitals with spaces', given: mail(from, secret.toUpperCase().replaceAll('-', ' ')) },
    {
      name: 'in base64',
      given: mail(`${from}\nContent-Transfer-Encoding: base64`, btoa(`Hello, here it is: ${secret} bye\n\n`)),
    },
    {
      name: 'broken by quoted-printable',
      given: mail(from, `Hello =D0=AF ${secret.slice(0, 12)}=\n${secret.slice(12)}`),
    },
  ])('$name', ({ given }) => {
    expect(readQuestion(given, 'ask@example.net')).toEqual({
      from: 'reader@mail.example',
      messageId: '<1@mail.example>',
      secret,
    })
  })

  test('and the answer goes where the reader wants it', () => {
    const given = mail(`${from}\nReply-To: other@mail.example`, secret)

    expect(readQuestion(given, 'ask@example.net')?.from).toBe('other@mail.example')
  })
})

describe('nothing is answered', () => {
  test.each([
    { name: 'without a secret', given: mail(from, 'Hello') },
    { name: 'with one letter too few', given: mail(from, secret.slice(0, -1)) },
    { name: 'without a sender', given: mail('Subject: x', secret) },
    {
      name: 'from an address longer than any, however it is written',
      given: mail(`From: ${'a'.repeat(190_000)}`, secret),
    },
    { name: 'for several to answer to', given: mail(`${from}\nReply-To: a@x.example, b@x.example`, secret) },
    { name: 'to a machine', given: mail(`${from}\nAuto-Submitted: auto-replied`, secret) },
    { name: 'to a bounce', given: mail(`Return-Path: <>\n${from}`, secret) },
    { name: 'to a list', given: mail(`${from}\nList-Id: <x.example>`, secret) },
    { name: 'to bulk mail', given: mail(`${from}\nPrecedence: bulk`, secret) },
    { name: 'to a postmaster', given: mail('From: MAILER-DAEMON@mail.example', secret) },
  ])('$name', ({ given }) => expect(readQuestion(given, 'ask@example.net')).toBe(null))
})
