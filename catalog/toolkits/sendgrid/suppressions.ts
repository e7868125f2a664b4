/** Addresses that get no mail, and why. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post, remove } from '../calls.ts'
import { id, text, texts, whole } from '../schemas.ts'

const span = {
  start_time: whole('From, in seconds since 1970.'),
  end_time: whole('Until, in seconds since 1970.'),
  limit: whole('How many on a page.', { minimum: 1, maximum: 500 }),
  offset: whole('How many to pass over.', { minimum: 0 }),
}
const email = id('Email address.')
const groupId = id('Id of the group, from SENDGRID_GET_SUPPRESSION_GROUPS.')

/** Path, plural and singular in slugs, what it holds. */
const kinds = [
  ['bounces', 'ALL_BOUNCES', 'A_BOUNCE', 'A_BOUNCE', 'addresses whose mail bounced'],
  ['blocks', 'ALL_BLOCKS', 'A_SPECIFIC_BLOCK', 'A_SPECIFIC_BLOCK', 'addresses whose server refused mail'],
  [
    'spam_reports',
    'ALL_SPAM_REPORTS',
    'A_SPECIFIC_SPAM_REPORT',
    'A_SPECIFIC_SPAM_REPORT',
    'addresses that reported spam',
  ],
  [
    'invalid_emails',
    'ALL_INVALID_EMAILS',
    'A_SPECIFIC_INVALID_EMAIL',
    'A_SPECIFIC_INVALID_EMAIL',
    'addresses that do not exist',
  ],
] as const

export const suppressionTools = [
  ...kinds.flatMap(([path, all, one, gone, what]) => [
    get(`SENDGRID_RETRIEVE_${all}`, `/suppression/${path}`, {
      name: `List ${path.replace('_', ' ')}`,
      description: `List ${what}, with reason and time.`,
      query: span,
    }),
    get(`SENDGRID_RETRIEVE_${one}`, `/suppression/${path}/{email}`, {
      name: `Get ${path.replace('_', ' ')} of address`,
      description: `See whether an address is among ${what}.`,
      path: { email },
    }),
    remove(`SENDGRID_DELETE_${gone}`, `/suppression/${path}/{email}`, {
      name: `Remove from ${path.replace('_', ' ')}`,
      description: `Take an address off ${what}, so that it gets mail again.`,
      path: { email },
    }),
  ]),
  get('SENDGRID_RETRIEVE_ALL_GLOBAL_SUPPRESSIONS', '/suppression/unsubscribes', {
    name: 'List unsubscribed',
    description: 'List addresses that unsubscribed from everything.',
    query: span,
  }),
  post('SENDGRID_ADD_TO_GLOBAL_SUPPRESSIONS_GROUP', '/asm/suppressions/global', {
    name: 'Unsubscribe everywhere',
    description: 'Keep addresses from getting any mail.',
    body: { recipient_emails: texts('Email addresses.', { minItems: 1 }) },
    required: ['recipient_emails'],
  }),
  remove('SENDGRID_DELETE_A_GLOBAL_SUPPRESSION', '/asm/suppressions/global/{email}', {
    name: 'Remove from unsubscribed',
    description: 'Let an address that unsubscribed from everything get mail again.',
    path: { email },
  }),
  get('SENDGRID_GET_SUPPRESSION_GROUPS', '/asm/groups', {
    aliases: ['SENDGRID_GET_EMAIL_SUPPRESSION_GROUPS'],
    name: 'List unsubscribe groups',
    description: 'List the groups that people can unsubscribe from, with their ids.',
    query: { id: text('Only this group.') },
  }),
  post('SENDGRID_ADD_SUPPRESSIONS_TO_A_SUPPRESSION_GROUP', '/asm/groups/{group_id}/suppressions', {
    name: 'Unsubscribe from group',
    description: 'Unsubscribe addresses from a group.',
    path: { group_id: groupId },
    body: { recipient_emails: texts('Email addresses.', { minItems: 1 }) },
    required: ['recipient_emails'],
  }),
] satisfies ToolkitInput['tools']
