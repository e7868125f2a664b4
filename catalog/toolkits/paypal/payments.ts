/** Payments that were made: captures, refunds and authorizations. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inBody, inPath, reads, writes } from '../parameters.ts'
import { anything, asJson, id, links, money, requestId, requestIdHeader, text } from './inputs.ts'

const captureId = id('capture', 'purchase_units.payments.captures of an order')
const refundId = id('refund', 'PAYPAL_REFUND_CAPTURE')
const authorizationId = id('authorization', 'purchase_units.payments.authorizations of an order')

const payment = {
  type: 'object',
  properties: { id: text, status: text, amount: anything, invoice_id: text, create_time: text, links },
} as const

export const paymentTools = [
  {
    slug: 'PAYPAL_GET_CAPTURE',
    name: 'Get capture',
    description: 'Read a payment that was taken.',
    tags: reads,
    input: { type: 'object', properties: { capture_id: captureId }, required: ['capture_id'] },
    output: payment,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/v2/payments/captures/{capture_id}',
      parameters: inPath('capture_id'),
    },
  },
  {
    slug: 'PAYPAL_REFUND_CAPTURE',
    name: 'Refund',
    description: 'Give a payment back, all of it or the amount named. It cannot be undone.',
    tags: ['openWorldHint', 'destructiveHint'],
    important: true,
    input: {
      type: 'object',
      properties: {
        capture_id: captureId,
        amount: money('How much; all of it if left out:'),
        invoice_id: { type: 'string', description: 'Your own number for the refund.' },
        note_to_payer: { type: 'string', maxLength: 255, description: 'What to tell the customer.' },
        request_id: requestId,
      },
      required: ['capture_id'],
    },
    output: payment,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/v2/payments/captures/{capture_id}/refund',
      parameters: [
        ...inPath('capture_id'),
        ...inBody('amount', 'invoice_id', 'note_to_payer'),
        requestIdHeader,
      ],
    },
  },
  {
    slug: 'PAYPAL_GET_REFUND',
    name: 'Get refund',
    description: 'Read a refund.',
    tags: reads,
    input: { type: 'object', properties: { refund_id: refundId }, required: ['refund_id'] },
    output: payment,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/v2/payments/refunds/{refund_id}',
      parameters: inPath('refund_id'),
    },
  },
  {
    slug: 'PAYPAL_CAPTURE_AUTHORIZATION',
    name: 'Capture authorization',
    description: 'Take money that was reserved, all of it or the amount named.',
    tags: writes,
    input: {
      type: 'object',
      properties: {
        authorization_id: authorizationId,
        amount: money('How much; all of it if left out:'),
        final_capture: { type: 'boolean', description: 'Whether the rest is let go.' },
        request_id: requestId,
      },
      required: ['authorization_id'],
    },
    output: payment,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/v2/payments/authorizations/{authorization_id}/capture',
      parameters: [...inPath('authorization_id'), ...inBody('amount', 'final_capture'), requestIdHeader],
    },
  },
  {
    slug: 'PAYPAL_VOID_AUTHORIZATION',
    name: 'Void authorization',
    description: 'Let money go that was reserved. It cannot be undone.',
    tags: destroys,
    input: {
      type: 'object',
      properties: { authorization_id: authorizationId },
      required: ['authorization_id'],
    },
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/v2/payments/authorizations/{authorization_id}/void',
      headers: asJson,
      parameters: inPath('authorization_id'),
    },
  },
] satisfies ToolkitInput['tools']
