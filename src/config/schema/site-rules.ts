import * as z from 'zod'
import { faultOfSelector } from '../../core/article/extract/site-rules.ts'
import { note } from './key-note.ts'

const oneSelector = z
  .string()
  .trim()
  .min(1)
  .refine(text => faultOfSelector(text) === null)
const selector = (what: string, example: string) =>
  note(z.union([oneSelector, z.array(oneSelector).min(1)]).exactOptional(), {
    description: `Selects ${what}.`,
    allowed: "a CSS selector, or 'xpath:' and an expression of XPath 1.0, or a list of either",
    example,
  })

export const siteRules = () =>
  z.strictObject({
    body: selector(
      'the container, or the several containers, of the text; of a list, the first that finds any',
      `'article .text'`,
    ),
    title: selector('the headline', `'h1'`),
    byline: selector('the authors', `'.author-name'`),
    published: selector('the publishing date, as machines read it', `'time[datetime]'`),
    remove: selector('what is taken out of the text', `'.promo, .related'`),
    keep: selector('what stays in the text, whatever the general extraction takes it for', `'.timeline'`),
    notices: selector("the publisher's notices to readers, which stay with the article", `'.legal-notice'`),
    test: note(
      z
        .array(
          z.strictObject({
            url: note(z.url({ protocol: /^https?$/ }), {
              description: 'Address of an article.',
              allowed: 'an http or https address',
              example: `'https://news.example/a/1'`,
            }),
            contains: note(z.array(z.string().min(1)).default([]), {
              description: 'Texts that the article must hold.',
              allowed: 'list of texts',
              example: `['first words', 'last words']`,
            }),
          }),
        )
        .exactOptional(),
      {
        description:
          'Pages by which `tamizdat doctor` and `tamizdat sources check` find out whether the rules still fit.',
      },
    ),
  })

/** Rules for the pages of a host, in a list. */
export const sites = note(
  z
    .array(
      z.strictObject({
        host: note(
          z
            .string()
            .toLowerCase()
            .regex(/^\.?[a-z0-9-]+(?:\.[a-z0-9-]+)*$/),
          {
            description:
              'Host of the pages, with or without `www.`; a leading dot stands for every host below it.',
            allowed: 'a host name',
            example: `'.news.example'`,
          },
        ),
        rules: note(siteRules(), { description: 'As the `rules` of a source, which come before them.' }),
      }),
    )
    .default([]),
  { description: 'Rules for the pages of a host, whichever source leads to it.' },
)
