/** Products and subscriptions. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inBody, inPath, inQuery, reads, writes } from '../parameters.ts'
import {
  anything,
  id,
  links,
  listOfAnything,
  page,
  pageSize,
  requestId,
  requestIdHeader,
  text,
  totalRequired,
} from './inputs.ts'

const subscriptionId = id('subscription', 'the place where it was made; it starts with I-')
const onPage = { page, page_size: pageSize(20), total_required: totalRequired }

const productInput = {
  name: { type: 'string', minLength: 1, maxLength: 127, description: 'Name of the product.' },
  type: { type: 'string', enum: ['PHYSICAL', 'DIGITAL', 'SERVICE'], description: 'What it is.' },
  description: { type: 'string', maxLength: 256, description: 'What it is, in words.' },
  category: { type: 'string', description: 'Category of PayPal, such as SOFTWARE.' },
  image_url: { type: 'string', description: 'Picture of it.' },
  home_url: { type: 'string', description: 'Where to read about it.' },
}

export const productTools = [
  {
    slug: 'PAYPAL_LIST_PRODUCTS',
    name: 'List products',
    description: 'List the products of the catalog that subscriptions are for.',
    tags: reads,
    input: { type: 'object', properties: onPage },
    output: {
      type: 'object',
      properties: { products: listOfAnything, total_items: { type: 'integer' }, links },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/v1/catalogs/products',
      parameters: inQuery(...Object.keys(onPage)),
    },
  },
  {
    slug: 'PAYPAL_CREATE_PRODUCT',
    name: 'Create product',
    description: 'Add a product to the catalog.',
    tags: writes,
    input: {
      type: 'object',
      properties: { ...productInput, request_id: requestId },
      required: ['name', 'type'],
    },
    output: { type: 'object', properties: { id: text, name: text, type: text, create_time: text, links } },
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/v1/catalogs/products',
      parameters: [...inBody(...Object.keys(productInput)), requestIdHeader],
    },
  },
  {
    slug: 'PAYPAL_GET_SUBSCRIPTION',
    name: 'Get subscription',
    description: 'Read a subscription: status, plan, subscriber and next payment.',
    tags: reads,
    input: { type: 'object', properties: { subscription_id: subscriptionId }, required: ['subscription_id'] },
    output: {
      type: 'object',
      properties: {
        id: text,
        status: text,
        plan_id: text,
        subscriber: anything,
        billing_info: anything,
        links,
      },
    },
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/v1/billing/subscriptions/{subscription_id}',
      parameters: inPath('subscription_id'),
    },
  },
  {
    slug: 'PAYPAL_CANCEL_SUBSCRIPTION',
    name: 'Cancel subscription',
    description: 'End a subscription. It cannot be taken up again.',
    tags: destroys,
    input: {
      type: 'object',
      properties: {
        subscription_id: subscriptionId,
        reason: { type: 'string', minLength: 1, maxLength: 128, description: 'Why.' },
      },
      required: ['subscription_id', 'reason'],
    },
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/v1/billing/subscriptions/{subscription_id}/cancel',
      parameters: [...inPath('subscription_id'), ...inBody('reason')],
    },
  },
] satisfies ToolkitInput['tools']
