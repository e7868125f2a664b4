/** Collections, and which products are in them. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inPath, inQuery, reads, writes } from '../parameters.ts'
import {
  collectionId,
  count,
  fields,
  inside,
  int,
  limit,
  many,
  nullable,
  one,
  productId,
  sinceId,
  text,
} from './inputs.ts'
import { reading, writing } from './scopes.ts'

const collection = {
  id: int,
  title: text,
  handle: text,
  body_html: nullable,
  sort_order: text,
  products_count: int,
  published_at: nullable,
  updated_at: text,
}
const collect = { id: int, collection_id: int, product_id: int, position: int, created_at: text }

const collectionFilters = {
  ids: { type: 'string', description: 'Only these collections, numbers separated by commas.' },
  title: { type: 'string', description: 'Only collections with this title.' },
  handle: { type: 'string', description: 'Only the collection with this handle, as in its address.' },
  product_id: { ...productId, description: 'Only collections with this product.' },
  limit,
  since_id: sinceId,
  fields,
}

const collectFilters = {
  product_id: { ...productId, description: 'Only the places of this product.' },
  collection_id: { ...collectionId, description: 'Only the places in this collection.' },
  limit,
  since_id: sinceId,
  fields,
}

export const collectionTools = [
  {
    slug: 'SHOPIFY_GET_CUSTOM_COLLECTIONS',
    name: 'List custom collections',
    description: 'List or find the collections that were put together by hand.',
    tags: reads,
    important: true,
    scopes: reading('products'),
    input: { type: 'object', properties: collectionFilters },
    output: many('custom_collections', collection),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/custom_collections.json',
      parameters: inQuery(...Object.keys(collectionFilters)),
    },
  },
  {
    slug: 'SHOPIFY_GET_CUSTOM_COLLECTIONS_COUNT',
    name: 'Count custom collections',
    description: 'Count the collections that were put together by hand.',
    tags: reads,
    scopes: reading('products'),
    input: { type: 'object', properties: {} },
    output: count,
    exec: { kind: 'http', method: 'GET', path: '/custom_collections/count.json' },
  },
  {
    slug: 'SHOPIFY_GET_COLLECTION_BY_ID',
    name: 'Get collection',
    description: 'Read one collection of any kind.',
    tags: reads,
    scopes: reading('products'),
    input: {
      type: 'object',
      properties: { collection_id: collectionId, fields },
      required: ['collection_id'],
    },
    output: one('collection', collection),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/collections/{collection_id}.json',
      parameters: [...inPath('collection_id'), ...inQuery('fields')],
    },
  },
  {
    slug: 'SHOPIFY_GET_PRODUCTS_IN_COLLECTION',
    name: 'List products in collection',
    description: 'List the products of a collection in its order, without their variants.',
    tags: reads,
    scopes: reading('products'),
    input: {
      type: 'object',
      properties: { collection_id: collectionId, limit },
      required: ['collection_id'],
    },
    output: many('products', { id: int, title: text, handle: text, vendor: text, product_type: text }),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/collections/{collection_id}/products.json',
      parameters: [...inPath('collection_id'), ...inQuery('limit')],
    },
  },
  {
    slug: 'SHOPIFY_CREATE_CUSTOM_COLLECTION',
    name: 'Create custom collection',
    description: 'Create an empty collection; fill it with SHOPIFY_ADD_PRODUCT_TO_COLLECTION.',
    tags: writes,
    scopes: writing('products'),
    input: {
      type: 'object',
      properties: {
        title: { type: 'string', minLength: 1, description: 'Title of the collection.' },
        body_html: { type: 'string', description: 'Description, as HTML.' },
        published: { type: 'boolean', description: 'Whether customers can see it.' },
      },
      required: ['title'],
    },
    output: one('custom_collection', collection),
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/custom_collections.json',
      parameters: inside('custom_collection', 'title', 'body_html', 'published'),
    },
  },
  {
    slug: 'SHOPIFY_DELETE_CUSTOM_COLLECTION',
    name: 'Delete custom collection',
    description: 'Delete a collection that was put together by hand. Its products stay.',
    tags: destroys,
    scopes: writing('products'),
    input: { type: 'object', properties: { collection_id: collectionId }, required: ['collection_id'] },
    exec: {
      kind: 'http',
      method: 'DELETE',
      path: '/custom_collections/{collection_id}.json',
      parameters: inPath('collection_id'),
    },
  },
  {
    slug: 'SHOPIFY_ADD_PRODUCT_TO_COLLECTION',
    name: 'Add product to collection',
    description: 'Put a product into a custom collection.',
    tags: writes,
    scopes: writing('products'),
    input: {
      type: 'object',
      properties: {
        collection_id: {
          type: 'integer',
          description: 'Number of the collection, from SHOPIFY_GET_CUSTOM_COLLECTIONS.',
        },
        product_id: { type: 'integer', description: 'Number of the product, from SHOPIFY_GET_PRODUCTS.' },
        position: {
          type: 'integer',
          minimum: 1,
          description: 'Place in the collection; the end if left out.',
        },
      },
      required: ['collection_id', 'product_id'],
    },
    output: one('collect', collect),
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/collects.json',
      parameters: inside('collect', 'collection_id', 'product_id', 'position'),
    },
  },
  {
    slug: 'SHOPIFY_GET_COLLECTS',
    name: 'List collects',
    description: 'List which product is in which custom collection.',
    tags: reads,
    scopes: reading('products'),
    input: { type: 'object', properties: collectFilters },
    output: many('collects', collect),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/collects.json',
      parameters: inQuery(...Object.keys(collectFilters)),
    },
  },
  {
    slug: 'SHOPIFY_GET_COLLECTS_COUNT',
    name: 'Count collects',
    description: 'Count how often products are in custom collections.',
    tags: reads,
    scopes: reading('products'),
    input: { type: 'object', properties: {} },
    output: count,
    exec: { kind: 'http', method: 'GET', path: '/collects/count.json' },
  },
] satisfies ToolkitInput['tools']
