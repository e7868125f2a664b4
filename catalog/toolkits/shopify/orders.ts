/** Orders. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inPath, inQuery, reads, replaces, writes } from '../parameters.ts'
import {
  anything,
  customerId,
  fields,
  inside,
  int,
  limit,
  listOfAnything,
  many,
  nullable,
  number,
  one,
  sinceId,
  text,
  times,
} from './inputs.ts'
import { reading, writing } from './scopes.ts'

const orderId = number('order', 'SHOPIFY_GET_ORDER_LIST')

const order = {
  id: int,
  name: { type: 'string', description: 'Number that people see, such as #1001.' },
  email: nullable,
  currency: text,
  total_price: text,
  financial_status: nullable,
  fulfillment_status: nullable,
  cancelled_at: nullable,
  created_at: text,
  line_items: listOfAnything,
  customer: anything,
  shipping_address: anything,
  note: nullable,
  tags: text,
}

const filters = {
  status: {
    type: 'string',
    enum: ['open', 'closed', 'cancelled', 'any'],
    description: 'Only orders of this status; open if left out.',
  },
  financial_status: {
    type: 'string',
    enum: [
      'authorized',
      'pending',
      'paid',
      'partially_paid',
      'refunded',
      'voided',
      'partially_refunded',
      'any',
      'unpaid',
    ],
    description: 'Only orders in this state of payment.',
  },
  fulfillment_status: {
    type: 'string',
    enum: ['shipped', 'partial', 'unshipped', 'any', 'unfulfilled'],
    description: 'Only orders in this state of delivery.',
  },
  name: { type: 'string', description: 'Only the order with this number, such as #1001.' },
  ids: { type: 'string', description: 'Only these orders, numbers separated by commas.' },
  ...times,
  limit,
  since_id: sinceId,
  fields,
}

const newOrder = {
  line_items: {
    type: 'array',
    minItems: 1,
    items: { type: 'object', additionalProperties: true },
    description: 'What is ordered: variant_id and quantity, or title, price and quantity.',
    examples: [[{ variant_id: 447654529, quantity: 1 }]],
  },
  email: { type: 'string', description: 'Email address of the customer.' },
  currency: { type: 'string', pattern: '^[A-Z]{3}$', description: 'Currency, such as EUR.' },
  financial_status: { type: 'string', description: 'State of payment, such as pending or paid.' },
  total_tax: { type: 'number', minimum: 0, description: 'Tax on all of it.' },
  transactions: {
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    description: 'Payments: {"kind": "sale", "status": "success", "amount": "19.90"}.',
  },
  shipping_address: { type: 'object', additionalProperties: true, description: 'Where to deliver.' },
  note: { type: 'string', description: 'A note on the order.' },
  tags: { type: 'string', description: 'Labels, separated by commas.' },
}

const changes = {
  phone: { type: 'string', description: 'Telephone number for messages about the order.' },
  email: { type: 'string', description: 'Email address for messages about the order.' },
  note: { type: 'string', description: 'A note on the order.' },
  tags: { type: 'string', description: 'Labels, separated by commas; they replace those that are there.' },
  shipping_address: { type: 'object', additionalProperties: true, description: 'Where to deliver.' },
}

export const orderTools = [
  {
    slug: 'SHOPIFY_GET_ORDER_LIST',
    name: 'List orders',
    description: 'List or find orders of the last 60 days, open ones if no status is given.',
    tags: reads,
    important: true,
    scopes: reading('orders'),
    input: { type: 'object', properties: filters },
    output: many('orders', order),
    exec: { kind: 'http', method: 'GET', path: '/orders.json', parameters: inQuery(...Object.keys(filters)) },
  },
  {
    slug: 'SHOPIFY_GET_ORDERSBY_ID',
    name: 'Get order',
    description: 'Read one order with its items, customer and addresses.',
    tags: reads,
    important: true,
    scopes: reading('orders'),
    input: { type: 'object', properties: { order_id: orderId, fields }, required: ['order_id'] },
    output: one('order', order),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/orders/{order_id}.json',
      parameters: [...inPath('order_id'), ...inQuery('fields')],
    },
  },
  {
    slug: 'SHOPIFY_CREATE_ORDER',
    name: 'Create order',
    description:
      'Create an order on behalf of a customer. No payment is taken: transactions only record one.',
    tags: writes,
    scopes: writing('orders'),
    input: {
      type: 'object',
      properties: { ...newOrder, customer_id: customerId },
      required: ['line_items'],
    },
    output: one('order', order),
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/orders.json',
      parameters: [
        ...inside('order', ...Object.keys(newOrder)),
        { name: 'customer_id', in: 'body', wire: 'order.customer.id' },
      ],
    },
  },
  {
    slug: 'SHOPIFY_UPDATE_ORDER',
    name: 'Update order',
    description: 'Change contact, address, note or labels of an order. Only what is given changes.',
    tags: replaces,
    scopes: writing('orders'),
    input: {
      type: 'object',
      properties: {
        id: { type: 'integer', description: 'Number of the order, from SHOPIFY_GET_ORDER_LIST.' },
        ...changes,
      },
      required: ['id'],
    },
    output: one('order', order),
    exec: {
      kind: 'http',
      method: 'PUT',
      path: '/orders/{id}.json',
      parameters: [...inPath('id'), ...inside('order', ...Object.keys(changes))],
    },
  },
  {
    slug: 'SHOPIFY_GET_CUSTOMER_ORDERS',
    name: 'List orders of customer',
    description: 'List the orders of one customer.',
    tags: reads,
    scopes: reading('orders'),
    input: {
      type: 'object',
      properties: {
        customer_id: customerId,
        status: { ...filters.status, description: 'Only orders of this status; open if left out.' },
      },
      required: ['customer_id'],
    },
    output: many('orders', order),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/customers/{customer_id}/orders.json',
      parameters: [...inPath('customer_id'), ...inQuery('status')],
    },
  },
] satisfies ToolkitInput['tools']
