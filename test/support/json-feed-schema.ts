import { z } from 'zod'

// JSON Feed 1.1 (jsonfeed.org/version/1.1), written for this project: strict, but for names that begin with an
// underscore, which are anybody's ("Extensions").

const address = z.url()
const webAddress = z.url({ protocol: /^https?$/ })
const text = z.string().min(1)
const date = z.iso.datetime({ offset: true })
const language = z.string().refine(tag => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
})

/** An object with no keys besides these and extensions. */
function extensible<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.looseObject(shape).superRefine((object, context) => {
    const unknown = Object.keys(object).filter(key => !(key in shape) && !/^_[A-Za-z]/.test(key))
    if (unknown.length > 0) context.addIssue({ code: 'unrecognized_keys', keys: unknown, input: object })
  })
}

const author = extensible({
  name: text.optional(),
  url: address.optional(),
  avatar: webAddress.optional(),
}).refine(({ name, url, avatar }) => (name ?? url ?? avatar) !== undefined, 'an author has one of the three')

const attachment = extensible({
  url: webAddress,
  mime_type: z.string().regex(/^[^/\s]+\/[^/\s]+$/),
  title: text.optional(),
  size_in_bytes: z.int().min(0).optional(),
  duration_in_seconds: z.number().min(0).optional(),
})

const item = extensible({
  id: text,
  url: webAddress.optional(),
  external_url: webAddress.optional(),
  title: text.optional(),
  content_html: z.string().optional(),
  content_text: z.string().optional(),
  summary: z.string().optional(),
  image: webAddress.optional(),
  banner_image: webAddress.optional(),
  date_published: date.optional(),
  date_modified: date.optional(),
  authors: z.array(author).optional(),
  tags: z.array(text).optional(),
  language: language.optional(),
  attachments: z.array(attachment).optional(),
}).refine(
  each => (each['content_html'] ?? each['content_text']) !== undefined,
  'an item has a text, as HTML or plain',
)

/** A whole JSON Feed document. */
export const jsonFeedSchema = extensible({
  version: z.literal('https://jsonfeed.org/version/1.1'),
  title: text,
  home_page_url: webAddress.optional(),
  feed_url: webAddress.optional(),
  description: z.string().optional(),
  user_comment: z.string().optional(),
  next_url: webAddress.optional(),
  icon: webAddress.optional(),
  favicon: webAddress.optional(),
  authors: z.array(author).optional(),
  language: language.optional(),
  expired: z.boolean().optional(),
  hubs: z.array(extensible({ type: text, url: webAddress })).optional(),
  items: z.array(item),
}).refine(
  ({ next_url, feed_url }) => next_url === undefined || next_url !== feed_url,
  'the next is another one',
)
