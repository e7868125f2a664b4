/** What belongs to a record: its activities, deals, files, mail, followers, products. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post, put, remove } from '../calls.ts'
import { id, number, whole } from '../schemas.ts'
import { dealId, limit, many, one, organizationId, personId, start } from './inputs.ts'

const owners = {
  deals: ['A_DEAL', 'a deal', dealId],
  persons: ['A_PERSON', 'a person', personId],
  organizations: ['AN_ORGANIZATION', 'an organization', organizationId],
} as const

/** Slug before the owner, what it lists, last part of the path, owners that have it. */
const lists = [
  ['LIST_ACTIVITIES_ASSOCIATED_WITH', 'activities', 'activities', ['deals', 'persons', 'organizations']],
  ['LIST_DEALS_ASSOCIATED_WITH', 'deals', 'deals', ['persons', 'organizations']],
  ['LIST_MAIL_MESSAGES_ASSOCIATED_WITH', 'mail', 'mailMessages', ['deals', 'persons', 'organizations']],
  ['LIST_UPDATES_ABOUT', 'changes', 'flow', ['deals', 'persons', 'organizations']],
  ['LIST_FILES_ATTACHED_TO', 'files', 'files', ['deals', 'persons', 'organizations']],
] as const

const product = {
  product_id: whole('Id of the product, from PIPEDRIVE_SEARCH_PRODUCTS.'),
  item_price: number('Price of one.'),
  quantity: number('How many.'),
  discount: number('Discount.'),
  tax: number('Tax in percent.'),
}
const attachment = whole('Id of the attachment, from PIPEDRIVE_LIST_PRODUCTS_ATTACHED_TO_A_DEAL.')

export const relatedTools = [
  ...lists.flatMap(([slug, what, path, of]) =>
    of.map((owner) => {
      const [suffix, a, key] = owners[owner]
      return get(`PIPEDRIVE_${slug}_${suffix}`, `/v1/${owner}/{id}/${path}`, {
        name: `List ${what} of ${owner.slice(0, -1)}`,
        description: `List the ${what} of ${a}.`,
        path: { id: key },
        query: { start, limit },
        output: many,
      })
    }),
  ),
  get('PIPEDRIVE_LIST_PERSONS_OF_AN_ORGANIZATION', '/v1/organizations/{id}/persons', {
    name: 'List people of organization',
    description: 'List the people who belong to an organization.',
    path: { id: organizationId },
    query: { start, limit },
    output: many,
  }),
  get('PIPEDRIVE_LIST_PRODUCTS_ATTACHED_TO_A_DEAL', '/api/v2/deals/{id}/products', {
    name: 'List products of deal',
    description: 'List the products of a deal with prices and amounts.',
    path: { id: dealId },
    query: { limit },
    output: many,
  }),
  post('PIPEDRIVE_ADD_A_PRODUCT_TO_A_DEAL', '/api/v2/deals/{id}/products', {
    name: 'Add product to deal',
    description: 'Attach a product to a deal.',
    path: { id: dealId },
    body: product,
    required: ['product_id', 'item_price', 'quantity'],
    output: one,
  }),
  remove(
    'PIPEDRIVE_DELETE_AN_ATTACHED_PRODUCT_FROM_A_DEAL',
    '/api/v2/deals/{id}/products/{product_attachment_id}',
    {
      name: 'Remove product from deal',
      description: 'Take a product off a deal.',
      path: { id: dealId, product_attachment_id: attachment },
      output: one,
    },
  ),
  post('PIPEDRIVE_ADD_A_FOLLOWER_TO_A_DEAL', '/v1/deals/{id}/followers', {
    name: 'Add follower to deal',
    description: 'Let a user follow a deal.',
    path: { id: dealId },
    body: { user_id: whole('Id of the user, from PIPEDRIVE_GET_ALL_USERS.') },
    required: ['user_id'],
    output: one,
  }),
  ...(['deals', 'persons', 'organizations'] as const).map((owner) => {
    const [, a, key] = owners[owner]
    return put(`PIPEDRIVE_MERGE_TWO_${owner.toUpperCase()}`, `/v1/${owner}/{id}/merge`, {
      name: `Merge two ${owner}`,
      description: `Merge ${a} into another one of the same kind and delete it. It cannot be taken back.`,
      tags: ['openWorldHint', 'destructiveHint'],
      path: { id: key },
      body: { merge_with_id: whole('Id of the one that stays; its values win.') },
      required: ['merge_with_id'],
      output: one,
    })
  }),
  post('PIPEDRIVE_DUPLICATE_DEAL', '/v1/deals/{id}/duplicate', {
    name: 'Duplicate deal',
    description: 'Make a copy of a deal.',
    path: { id: dealId },
    output: one,
  }),
  post('PIPEDRIVE_ADD_A_COMMENT_TO_A_NOTE', '/v1/notes/{id}/comments', {
    name: 'Comment note',
    description: 'Add a comment to a note.',
    path: { id: whole('Id of the note.') },
    body: { content: id('The comment, in HTML.') },
    required: ['content'],
    output: one,
  }),
] satisfies ToolkitInput['tools']
