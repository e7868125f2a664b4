/** Orders: payments that a customer has to approve. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inBody, inPath, reads, writes } from '../parameters.ts'
import { anything, asJson, id, links, listOfAnything, requestId, requestIdHeader, text } from './inputs.ts'

const orderId = id('order', 'PAYPAL_CREATE_ORDER')
const byId = { type: 'object', properties: { order_id: orderId }, required: ['order_id'] } as const

const order = {
  type: 'object',
  properties: {
    id: text,
    status: { type: 'string', description: 'CREATED, APPROVED, PAYER_ACTION_REQUIRED, COMPLETED or VOIDED.' },
    intent: text,
    purchase_units: listOfAnything,
    payer: anything,
    create_time: text,
    links,
  },
} as const

export const orderTools = [
  {
    slug: 'PAYPAL_CREATE_ORDER',
    name: 'Create order',
    description:
      'Create an order. The customer approves it at the link payer-action or approve of the answer; then take the money with PAYPAL_CAPTURE_ORDER.',
    tags: writes,
    important: true,
    input: {
      type: 'object',
      properties: {
        intent: {
          type: 'string',
          enum: ['CAPTURE', 'AUTHORIZE'],
          description: 'CAPTURE takes the money at once, AUTHORIZE only reserves it.',
        },
        purchase_units: {
          type: 'array',
          minItems: 1,
          maxItems: 10,
          items: { type: 'object', additionalProperties: true },
          description: 'What is paid for: amount, and optionally description, items, invoice_id, shipping.',
          examples: [[{ amount: { currency_code: 'EUR', value: '19.90' }, description: 'A book' }]],
        },
        payment_source: {
          type: 'object',
          additionalProperties: true,
          description:
            'How it is paid: {"paypal": {"experience_context": {"return_url": "…", "cancel_url": "…"}}}.',
        },
        request_id: requestId,
      },
      required: ['intent', 'purchase_units'],
    },
    output: order,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/v2/checkout/orders',
      parameters: [...inBody('intent', 'purchase_units', 'payment_source'), requestIdHeader],
    },
  },
  {
    slug: 'PAYPAL_GET_ORDER',
    name: 'Get order',
    description: 'Read an order: whether the customer has approved it, and its payments.',
    tags: reads,
    important: true,
    input: byId,
    output: order,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/v2/checkout/orders/{order_id}',
      parameters: inPath('order_id'),
    },
  },
  {
    slug: 'PAYPAL_CAPTURE_ORDER',
    name: 'Capture order',
    description: 'Take the money of an order that the customer has approved.',
    tags: writes,
    important: true,
    input: { ...byId, properties: { ...byId.properties, request_id: requestId } },
    output: order,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/v2/checkout/orders/{order_id}/capture',
      headers: asJson,
      parameters: [...inPath('order_id'), requestIdHeader],
    },
  },
  {
    slug: 'PAYPAL_AUTHORIZE_ORDER',
    name: 'Authorize order',
    description: 'Reserve the money of an approved order that was created with intent AUTHORIZE.',
    tags: writes,
    input: { ...byId, properties: { ...byId.properties, request_id: requestId } },
    output: order,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/v2/checkout/orders/{order_id}/authorize',
      headers: asJson,
      parameters: [...inPath('order_id'), requestIdHeader],
    },
  },
] satisfies ToolkitInput['tools']
