import { describe, expect, test } from 'vitest'
import { extractArticle } from '../../../../src/core/article/extract/extract-article.ts'
import { isWarning, namesStatus } from '../../../../src/core/article/extract/notice-rules.ts'

describe('a warning to readers is told by its words', () => {
  test.each([
    {
      language: 'English',
      line: 'If you are in the country, please note that you could face fines or imprisonment for sharing or saving our content.',
    },
    {
      language: 'Russian',
      line: 'Если вы находитесь в стране, имейте в виду: вам может грозить штраф или тюрьма за то, что вы делитесь нашими публикациями или комментируете их.',
    },
    {
      language: 'Russian, in the words of the law',
      line: 'Настоящий материал (информация) произведен и распространен иностранным агентом «Пример».',
    },
    {
      language: 'Ukrainian',
      line: 'Якщо ви перебуваєте на окупованій території, вам може загрожувати штраф чи ув’язнення за поширення або коментування наших матеріалів: репост карають.',
    },
    {
      language: 'Belarusian',
      line: 'Калі вы ў краіне, за рэпост нашых матэрыялаў вам можа пагражаць штраф або турма.',
    },
    {
      language: 'Persian',
      line: 'اگر شما در کشور هستید، اشتراک‌گذاری این مطالب ممکن است مجازات و زندان داشته باشد.',
    },
    {
      language: 'German',
      line: 'Wenn Sie im Land sind, drohen Ihnen Geldstrafen, falls Sie unsere Inhalte teilen oder kommentieren.',
    },
    {
      language: 'French',
      line: 'Si vous êtes dans le pays, vous risquez une amende pour avoir partagé ou commenté nos contenus.',
    },
    {
      language: 'Spanish',
      line: 'Si está en el país, le pueden imponer una multa por compartir o comentar nuestros contenidos.',
    },
    {
      language: 'Turkish',
      line: 'Ülkedeyseniz, bu içeriği paylaşmak veya yorum yazmak nedeniyle siz de ceza alabilirsiniz.',
    },
  ])('in $language', ({ line }) => {
    expect(isWarning(line)).toBe(true)
  })

  test.each([
    {
      name: 'news of a court',
      line: 'Суд назначил редактору штраф за репост материала, сообщила его защита.',
    },
    {
      name: 'a question in an interview',
      line: 'Как вы думаете, сохранит ли наша сборная первое место, и кто возьмет на себя ответственность?',
    },
    {
      name: 'a disclaimer',
      line: 'Редакция не несет ответственности за материалы, которые вам предлагают пользователи; комментарии модерируются нами.',
    },
    {
      name: 'advice to buyers',
      line: 'You will like our favorite watch, even if its small screen is a penalty: sharing data with us was fine.',
    },
    { name: 'news in German', line: 'Sie teilen unsere Werte, sagte der Minister; ihm droht Haft.' },
    { name: 'news in French', line: 'Vous partagez nos valeurs, a dit le ministre, condamné à une amende.' },
  ])('and not in $name', ({ line }) => {
    expect(isWarning(line)).toBe(false)
  })
})

test.each([
  { line: 'The Post has been declared an undesirable organization.', want: true },
  { line: '«Пример» признан нежелательной организацией.', want: true },
  { line: '«Приклад» визнано небажаною організацією.', want: true },
  { line: 'Die Post wurde als unerwünschte Organisation eingestuft.', want: true },
  { line: 'La Poste a été déclarée organisation indésirable.', want: true },
  { line: 'Die Post ist eine Organisation.', want: false },
])('"$line" names a status: $want', ({ line, want }) => {
  expect(namesStatus(line)).toBe(want)
})

test('a Russian notice stays with the article, whole and apart from its text', () => {
  const text =
    'Городской совет во вторник вечером проголосовал за то, чтобы закрыть старый мост на ремонт до весны будущего года.'
  const status = '«Пример» признан нежелательной организацией.'
  const warning =
    'Если вы находитесь в стране, вам может грозить штраф или тюрьма за то, что вы делитесь нашими публикациями.'

  const { notices } = extractArticle({
    html: `<!doctype html><html lang="ru"><head><title>Мост закрыт</title></head><body><article><h1>Мост закрыт</h1>${`<p>${text} ${text}</p>`.repeat(4)}</article><div class="note"><p>${status}</p><p>${warning}</p></div></body></html>`,
    url: 'https://post.example/1',
  })

  expect(notices).toEqual([`${status}\n${warning}`])
})
