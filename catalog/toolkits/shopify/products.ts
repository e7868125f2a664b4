/** Products, and the store itself. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inPath, inQuery, reads, replaces, writes } from '../parameters.ts'
import {
  anything,
  count,
  fields,
  inside,
  int,
  limit,
  listOfAnything,
  many,
  nullable,
  one,
  productId,
  sinceId,
  text,
  times,
} from './inputs.ts'
import { reading, writing } from './scopes.ts'

const product = {
  id: int,
  title: text,
  handle: text,
  body_html: nullable,
  vendor: text,
  product_type: text,
  status: { type: 'string', description: 'active, draft or archived.' },
  tags: text,
  variants: listOfAnything,
  options: listOfAnything,
  images: listOfAnything,
  created_at: text,
  updated_at: text,
}

const status = {
  type: 'string',
  enum: ['active', 'draft', 'archived'],
  description: 'active is for sale, draft and archived are not.',
}

const content = {
  title: { type: 'string', minLength: 1, description: 'Title of the product.' },
  body_html: { type: 'string', description: 'Description, as HTML.' },
  vendor: { type: 'string', description: 'Who makes it.' },
  product_type: { type: 'string', description: 'Kind of product, to filter by.' },
  status,
  tags: { type: 'string', description: 'Labels, separated by commas.' },
  variants: {
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    description: 'Variants with price, sku, option1, option2, weight and so on.',
    examples: [[{ option1: 'Blue', price: '19.90', sku: 'SHIRT-BLUE' }]],
  },
  options: {
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    description: 'What variants differ in: {"name": "Colour", "values": ["Blue", "Red"]}.',
  },
}
const names = Object.keys(content)

const filters = {
  ids: { type: 'string', description: 'Only these products, numbers separated by commas.' },
  title: { type: 'string', description: 'Only products with this title.' },
  vendor: { type: 'string', description: 'Only products of this vendor.' },
  product_type: { type: 'string', description: 'Only products of this kind.' },
  collection_id: { type: 'string', description: 'Only products in this collection.' },
  status,
  ...times,
  limit,
  since_id: sinceId,
  fields,
}

export const productTools = [
  {
    slug: 'SHOPIFY_GET_PRODUCTS',
    name: 'List products',
    description: 'List or find products with their variants and images.',
    tags: reads,
    important: true,
    scopes: reading('products'),
    input: { type: 'object', properties: filters },
    output: many('products', product),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/products.json',
      parameters: inQuery(...Object.keys(filters)),
    },
  },
  {
    slug: 'SHOPIFY_GET_PRODUCT',
    name: 'Get product',
    description: 'Read one product.',
    tags: reads,
    important: true,
    scopes: reading('products'),
    input: { type: 'object', properties: { product_id: productId }, required: ['product_id'] },
    output: one('product', product),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/products/{product_id}.json',
      parameters: inPath('product_id'),
    },
  },
  {
    slug: 'SHOPIFY_GET_PRODUCTS_COUNT',
    name: 'Count products',
    description: 'Count the products of the store.',
    tags: reads,
    scopes: reading('products'),
    input: { type: 'object', properties: {} },
    output: count,
    exec: { kind: 'http', method: 'GET', path: '/products/count.json' },
  },
  {
    slug: 'SHOPIFY_CREATE_PRODUCT',
    name: 'Create product',
    description: 'Create a product. Give status draft to keep it from sale at first.',
    tags: writes,
    important: true,
    scopes: writing('products'),
    input: { type: 'object', properties: content, required: ['title'] },
    output: one('product', product),
    exec: { kind: 'http', method: 'POST', path: '/products.json', parameters: inside('product', ...names) },
  },
  {
    slug: 'SHOPIFY_UPDATE_PRODUCT',
    name: 'Update product',
    description: 'Change a product. Only what is given changes, but variants replaces all variants.',
    tags: replaces,
    scopes: writing('products'),
    input: { type: 'object', properties: { product_id: productId, ...content }, required: ['product_id'] },
    output: one('product', product),
    exec: {
      kind: 'http',
      method: 'PUT',
      path: '/products/{product_id}.json',
      parameters: [...inPath('product_id'), ...inside('product', ...names)],
    },
  },
  {
    slug: 'SHOPIFY_DELETE_PRODUCT',
    name: 'Delete product',
    description: 'Delete a product with its variants and images for good.',
    tags: destroys,
    scopes: writing('products'),
    input: { type: 'object', properties: { id: productId }, required: ['id'] },
    exec: { kind: 'http', method: 'DELETE', path: '/products/{id}.json', parameters: inPath('id') },
  },
  {
    slug: 'SHOPIFY_GET_SHOP_DETAILS',
    name: 'Get store',
    description: 'Read what the store is called, where it is, and its currency and plan.',
    tags: reads,
    input: { type: 'object', properties: {} },
    output: { type: 'object', properties: { shop: anything } },
    exec: { kind: 'http', method: 'GET', path: '/shop.json' },
  },
] satisfies ToolkitInput['tools']
