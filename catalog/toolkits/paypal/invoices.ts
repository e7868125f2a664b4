/** Invoices. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inBody, inPath, inQuery, reads, writes } from '../parameters.ts'
import { anything, id, links, listOfAnything, page, pageSize, text, totalRequired } from './inputs.ts'
import { needs } from './scopes.ts'

const scopes = needs('invoicing')
const invoiceId = id('invoice', 'PAYPAL_LIST_INVOICES')
const byId = { type: 'object', properties: { invoice_id: invoiceId }, required: ['invoice_id'] } as const

const invoice = {
  id: text,
  status: { type: 'string', description: 'DRAFT, SENT, PAID, CANCELLED and others.' },
  detail: anything,
  primary_recipients: listOfAnything,
  items: listOfAnything,
  amount: anything,
  due_amount: anything,
  links,
}
const list = {
  type: 'object',
  properties: {
    items: { type: 'array', items: { type: 'object', properties: invoice } },
    total_items: { type: 'integer' },
    total_pages: { type: 'integer' },
    links,
  },
} as const

const draft = {
  detail: {
    type: 'object',
    properties: {
      currency_code: { type: 'string', pattern: '^[A-Z]{3}$' },
      invoice_number: { type: 'string' },
      invoice_date: { type: 'string', description: 'YYYY-MM-DD.' },
      note: { type: 'string' },
    },
    required: ['currency_code'],
    additionalProperties: true,
    description: 'Number, date, currency, notes and terms of payment.',
  },
  primary_recipients: {
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    description: 'Who pays: {"billing_info": {"email_address": "ann@example.com"}}.',
  },
  items: {
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    description:
      'What for: {"name": "…", "quantity": "1", "unit_amount": {"currency_code": "EUR", "value": "50.00"}}.',
  },
  invoicer: {
    type: 'object',
    additionalProperties: true,
    description: 'Who sends it: name, address, email_address.',
  },
  configuration: {
    type: 'object',
    additionalProperties: true,
    description: 'Tips, partial payment and tax rules.',
  },
}

const message = {
  subject: { type: 'string', maxLength: 4000, description: 'Subject of the mail.' },
  note: { type: 'string', maxLength: 4000, description: 'Text of the mail.' },
  send_to_invoicer: { type: 'boolean', description: 'Send a copy to yourself.' },
  send_to_recipient: { type: 'boolean', description: 'Send the mail to the one who pays.' },
}

const filters = {
  recipient_email: { type: 'string', description: 'Only invoices to this address.' },
  invoice_number: { type: 'string', description: 'Only invoices with this in the number.' },
  status: {
    type: 'array',
    items: { type: 'string' },
    description: 'Only these: DRAFT, SENT, UNPAID, PAID, …',
  },
  invoice_date_range: {
    type: 'object',
    properties: { start: { type: 'string' }, end: { type: 'string' } },
    required: ['start', 'end'],
    description: 'Only invoices of this time: {"start": "2026-01-01", "end": "2026-01-31"}.',
  },
}

const onPage = { page, page_size: pageSize(100), total_required: totalRequired }

export const invoiceTools = [
  {
    slug: 'PAYPAL_LIST_INVOICES',
    name: 'List invoices',
    description: 'List the invoices of the account, newest first.',
    tags: reads,
    important: true,
    scopes,
    input: { type: 'object', properties: onPage },
    output: list,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/v2/invoicing/invoices',
      parameters: inQuery(...Object.keys(onPage)),
    },
  },
  {
    slug: 'PAYPAL_SEARCH_INVOICES',
    name: 'Search invoices',
    description: 'Find invoices by recipient, number, status or date.',
    tags: reads,
    scopes,
    input: { type: 'object', properties: { ...filters, ...onPage } },
    output: list,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/v2/invoicing/search-invoices',
      parameters: [...inBody(...Object.keys(filters)), ...inQuery(...Object.keys(onPage))],
    },
  },
  {
    slug: 'PAYPAL_GET_INVOICE',
    name: 'Get invoice',
    description: 'Read one invoice with items and payments.',
    tags: reads,
    scopes,
    input: byId,
    output: { type: 'object', properties: invoice },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/v2/invoicing/invoices/{invoice_id}',
      parameters: inPath('invoice_id'),
    },
  },
  {
    slug: 'PAYPAL_CREATE_INVOICE',
    name: 'Create invoice',
    description: 'Write an invoice as a draft; nobody sees it until PAYPAL_SEND_INVOICE.',
    tags: writes,
    important: true,
    scopes,
    input: { type: 'object', properties: draft, required: ['detail'] },
    output: { type: 'object', properties: { ...invoice, href: text, rel: text } },
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/v2/invoicing/invoices',
      headers: { prefer: 'return=representation' },
      parameters: inBody(...Object.keys(draft)),
    },
  },
  {
    slug: 'PAYPAL_SEND_INVOICE',
    name: 'Send invoice',
    description: 'Send a draft invoice to the one who pays.',
    tags: writes,
    scopes,
    input: { ...byId, properties: { ...byId.properties, ...message } },
    output: { type: 'object', properties: { href: text, rel: text } },
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/v2/invoicing/invoices/{invoice_id}/send',
      parameters: [...inPath('invoice_id'), ...inBody(...Object.keys(message))],
    },
  },
  {
    slug: 'PAYPAL_SEND_INVOICE_REMINDER',
    name: 'Remind of invoice',
    description: 'Remind the one who pays of an invoice that was sent.',
    tags: writes,
    scopes,
    input: { ...byId, properties: { ...byId.properties, ...message } },
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/v2/invoicing/invoices/{invoice_id}/remind',
      parameters: [...inPath('invoice_id'), ...inBody(...Object.keys(message))],
    },
  },
  {
    slug: 'PAYPAL_CANCEL_INVOICE',
    name: 'Cancel invoice',
    description: 'Cancel an invoice that was sent, and tell those concerned.',
    tags: destroys,
    scopes,
    input: { ...byId, properties: { ...byId.properties, ...message } },
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/v2/invoicing/invoices/{invoice_id}/cancel',
      parameters: [...inPath('invoice_id'), ...inBody(...Object.keys(message))],
    },
  },
] satisfies ToolkitInput['tools']
