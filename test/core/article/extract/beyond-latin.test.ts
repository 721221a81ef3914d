import { expect, test } from 'vitest'
import { extractArticle } from '../../../../src/core/article/extract/extract-article.ts'
import { isLead } from '../../../../src/core/article/extract/inset.ts'
import { isRole } from '../../../../src/core/article/extract/person-name.ts'
import { lineOf } from '../../../../src/core/html/text.ts'

test.each(['По теме: мост закроют', 'Подписка на новости', 'Комментарии', 'Комментариев: 5'])(
  '%s leads elsewhere',
  line => expect(isLead(line)).toBe(true),
)

test.each(['По темести не судят', 'Подпискарь'])('%s is a line of its own', line =>
  expect(isLead(line)).toBe(false),
)

test.each(['редактор', 'главный редактор', 'кореспондент'])('%s is a role', role =>
  expect(isRole(role)).toBe(true),
)

test.each(['Автор: Анна Петрова', 'Текст: Анна Петрова', '作者：王小明'])(
  '%s at the end is no text',
  line => {
    const sentence =
      'Совет решил закрыть старый мост до весны, пока не починят две из семи арок, сказал мэр города.'
    const html = `<html lang="ru"><body><article><h1>Мост закроют</h1><p>${sentence}</p><p>${sentence.replace('мост', 'путь')}</p>
    <p>${sentence.replace('весны', 'лета')}</p><p>${line}</p></article></body></html>`

    const { body } = extractArticle({ html, url: 'https://news.example/a' })

    const text = body.map(lineOf).join('\n')
    expect(text).toContain('до лета')
    expect(text).not.toContain(line)
  },
)
