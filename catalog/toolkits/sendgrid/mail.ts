/** Sending, templates, senders, statistics. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, patch, post, remove } from '../calls.ts'
import {
  answer,
  id,
  listOf,
  number,
  oneOf,
  open,
  record,
  several,
  text,
  texts,
  whole,
  words,
} from '../schemas.ts'

const address = record({ email: id('Email address.'), name: text('Name.') }, 'An address.', ['email'])
const addresses = (what: string) => several(address, what)
const templateId = id('Id of the template, from SENDGRID_RETRIEVE_PAGED_TRANSACTIONAL_TEMPLATES.')
const version = {
  name: id('Name of the version.'),
  subject: text('Subject.'),
  html_content: text('HTML, with names in double braces to fill in.'),
  plain_content: text('Plain text.'),
  active: whole('1 makes it the one that is sent.', { enum: [0, 1] }),
}
const span = {
  start_date: text('First day, as 2026-01-31.', { minLength: 10 }),
  end_date: text('Last day.'),
  aggregated_by: oneOf(['day', 'week', 'month'], 'Length of a period.'),
  limit: whole('How many on a page.'),
  offset: whole('How many to pass over.', { minimum: 0 }),
}

export const mailTools = [
  post('SENDGRID_SEND_EMAIL_WITH_TWILIO_SEND_GRID', '/mail/send', {
    aliases: ['SENDGRID_SEND_EMAIL'],
    name: 'Send email',
    description:
      'Send an email now or later, to one or many. Give subject and content, or a template_id with dynamic_template_data. The sender must be verified.',
    important: true,
    body: {
      personalizations: several(
        record(
          {
            to: { ...addresses('Recipients.'), minItems: 1 },
            cc: addresses('Copies.'),
            bcc: addresses('Hidden copies.'),
            subject: text('Subject of this one.'),
            dynamic_template_data: open('Values for the template.'),
            send_at: whole('When, in seconds since 1970.'),
          },
          'A message.',
          ['to'],
        ),
        'Messages; the people of one see each other.',
        { minItems: 1, maxItems: 1000 },
      ),
      from: {
        ...address,
        description: 'The sender, from SENDGRID_GET_ALL_VERIFIED_SENDERS or a verified domain.',
      },
      subject: text('Subject.'),
      content: several(
        record({ type: oneOf(['text/plain', 'text/html'], 'Format.'), value: id('The text.') }, 'A text.', [
          'type',
          'value',
        ]),
        'Texts, plain first.',
      ),
      template_id: text('Id of a dynamic template (d-…).'),
      reply_to: address,
      attachments: several(
        record(
          { content: id('Content in base64.'), filename: id('Name.'), type: text('MIME type.') },
          'A file.',
          ['content', 'filename'],
        ),
        'Files.',
      ),
      categories: texts('Names for statistics, at most 10.', { maxItems: 10 }),
      custom_args: open('Your own values, kept with the message.'),
      send_at: whole('When, in seconds since 1970, at most 72 hours ahead.'),
      batch_id: text('Batch, to cancel it later; from SENDGRID_CREATE_A_BATCH_ID.'),
      asm: open('{"group_id": 123} is the group to unsubscribe from.'),
      mail_settings: open('{"sandbox_mode": {"enable": true}} checks without sending.'),
    },
    required: ['personalizations', 'from'],
    exec: { response: { headers: { message_id: 'x-message-id' } } },
    output: answer({ message_id: words }),
  }),
  post('SENDGRID_CREATE_A_BATCH_ID', '/mail/batch', {
    name: 'Create batch id',
    description: 'Get an id by which scheduled mails can be canceled together.',
    output: answer({ batch_id: words }),
  }),
  post('SENDGRID_CANCEL_OR_PAUSE_A_SCHEDULED_SEND', '/user/scheduled_sends', {
    name: 'Cancel or pause batch',
    description: 'Cancel or pause the scheduled mails of a batch.',
    tags: ['openWorldHint', 'destructiveHint'],
    body: { batch_id: id('Id of the batch.'), status: oneOf(['cancel', 'pause'], 'What to do.') },
    required: ['batch_id', 'status'],
  }),
  get('SENDGRID_RETRIEVE_PAGED_TRANSACTIONAL_TEMPLATES', '/templates', {
    aliases: ['SENDGRID_LIST_TEMPLATES'],
    name: 'List templates',
    description: 'List the templates with their versions.',
    important: true,
    query: {
      generations: oneOf(['dynamic', 'legacy', 'legacy,dynamic'], 'Which kind.', { default: 'dynamic' }),
      page_size: whole('How many on a page.', { minimum: 1, maximum: 200, default: 50 }),
      page_token: text('Where to go on, from _metadata of the previous answer.'),
    },
    output: answer({ result: listOf(), templates: listOf() }),
  }),
  get('SENDGRID_RETRIEVE_A_SINGLE_TRANSACTIONAL_TEMPLATE', '/templates/{template_id}', {
    name: 'Get template',
    description: 'Read a template with its versions.',
    path: { template_id: templateId },
    output: answer({ id: words, name: words, versions: listOf() }),
  }),
  post('SENDGRID_CREATE_A_TRANSACTIONAL_TEMPLATE', '/templates', {
    name: 'Create template',
    description:
      'Create a template; its text comes with SENDGRID_CREATE_A_NEW_TRANSACTIONAL_TEMPLATE_VERSION.',
    body: { name: id('Name.'), generation: oneOf(['dynamic', 'legacy'], 'Kind.') },
    required: ['name'],
    exec: { body: { generation: 'dynamic' } },
    output: answer({ id: words, name: words }),
  }),
  patch('SENDGRID_EDIT_A_TRANSACTIONAL_TEMPLATE', '/templates/{template_id}', {
    name: 'Rename template',
    description: 'Change the name of a template.',
    path: { template_id: templateId },
    body: { name: id('New name.') },
    required: ['name'],
  }),
  remove('SENDGRID_DELETE_A_TEMPLATE', '/templates/{template_id}', {
    name: 'Delete template',
    description: 'Delete a template.',
    path: { template_id: templateId },
  }),
  post('SENDGRID_CREATE_A_NEW_TRANSACTIONAL_TEMPLATE_VERSION', '/templates/{template_id}/versions', {
    name: 'Create version of template',
    description: 'Give a template a new text.',
    path: { template_id: templateId },
    body: version,
    required: ['name', 'subject'],
    output: answer({ id: words, template_id: words, active: { type: 'integer' } }),
  }),
  patch('SENDGRID_EDIT_A_TRANSACTIONAL_TEMPLATE_VERSION', '/templates/{template_id}/versions/{version_id}', {
    name: 'Update version of template',
    description: 'Change the text of a version of a template.',
    path: { template_id: templateId, version_id: id('Id of the version.') },
    body: version,
  }),
  get('SENDGRID_GET_ALL_VERIFIED_SENDERS', '/verified_senders', {
    name: 'List verified senders',
    description: 'List the addresses that mail can be sent from.',
    important: true,
    output: answer({ results: listOf() }),
  }),
  get('SENDGRID_LIST_ALL_AUTHENTICATED_DOMAINS', '/whitelabel/domains', {
    name: 'List domains',
    description: 'List the authenticated domains.',
    query: { domain: text('Only those with this name.'), limit: span.limit, offset: span.offset },
  }),
  get('SENDGRID_RETRIEVE_GLOBAL_EMAIL_STATISTICS', '/stats', {
    name: 'Get statistics',
    description: 'Read how many mails were sent, delivered, opened and clicked, by day, week or month.',
    important: true,
    query: span,
    required: ['start_date'],
  }),
  get('SENDGRID_RETRIEVE_EMAIL_STATISTICS_FOR_CATEGORIES', '/categories/stats', {
    name: 'Get statistics of categories',
    description: 'Read the statistics of categories.',
    query: { categories: texts('Names of categories, at most 10.', { minItems: 1 }), ...span },
    required: ['categories', 'start_date'],
  }),
  get('SENDGRID_FILTER_ALL_MESSAGES', '/messages', {
    name: 'Find messages',
    description: 'Find sent messages and what became of them (needs Email Activity History).',
    query: {
      query: id('Conditions, such as to_email="ann@example.com" AND status="delivered".'),
      limit: number('How many at most.', { minimum: 1, maximum: 1000, default: 10 }),
    },
    required: ['query'],
    output: answer({ messages: listOf() }),
  }),
  get('SENDGRID_LIST_API_KEYS', '/api_keys', {
    name: 'List API keys',
    description: 'List names and ids of API keys, without the keys.',
    output: answer({ result: listOf() }),
  }),
  get('SENDGRID_GET_USER_SCOPES', '/scopes', {
    name: 'List permissions',
    description: 'List what the connected key may do.',
    output: answer({ scopes: { type: 'array', items: { type: 'string' } } }),
  }),
] satisfies ToolkitInput['tools']
