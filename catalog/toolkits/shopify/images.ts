/** Images of products. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inBody, inPath, inQuery, reads, writes } from '../parameters.ts'
import { count, fields, int, many, nullable, number, one, productId, text } from './inputs.ts'
import { reading, writing } from './scopes.ts'

const image = {
  id: int,
  product_id: int,
  position: int,
  alt: nullable,
  width: int,
  height: int,
  src: text,
  variant_ids: { type: 'array', items: int },
}

const newImage = {
  type: 'object',
  properties: {
    src: { type: 'string', description: 'Address to fetch it from; else give attachment.' },
    attachment: { type: 'string', description: 'The file in base64.' },
    filename: { type: 'string', description: 'Name of the file.' },
    alt: { type: 'string', description: 'What it shows, for those who cannot see it.' },
    position: { type: 'integer', minimum: 1, description: 'Place among the images; 1 is the main one.' },
    variant_ids: { type: 'array', items: { type: 'integer' }, description: 'Variants that it belongs to.' },
    metafields: { type: 'array', items: { type: 'object', additionalProperties: true } },
  },
  description: 'The image.',
}

const imageId = number('image', 'SHOPIFY_GET_PRODUCT_IMAGES')
const byProduct = { type: 'object', properties: { product_id: productId }, required: ['product_id'] } as const
const byId = {
  type: 'object',
  properties: { product_id: productId, image_id: imageId },
  required: ['product_id', 'image_id'],
} as const

export const imageTools = [
  {
    slug: 'SHOPIFY_GET_PRODUCT_IMAGES',
    name: 'List images',
    description: 'List the images of a product.',
    tags: reads,
    scopes: reading('products'),
    input: { ...byProduct, properties: { ...byProduct.properties, fields } },
    output: many('images', image),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/products/{product_id}/images.json',
      parameters: [...inPath('product_id'), ...inQuery('fields')],
    },
  },
  {
    slug: 'SHOPIFY_GET_PRODUCT_IMAGE',
    name: 'Get image',
    description: 'Read one image of a product.',
    tags: reads,
    scopes: reading('products'),
    input: byId,
    output: one('image', image),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/products/{product_id}/images/{image_id}.json',
      parameters: inPath('product_id', 'image_id'),
    },
  },
  {
    slug: 'SHOPIFY_COUNT_PRODUCT_IMAGES',
    name: 'Count images',
    description: 'Count the images of a product.',
    tags: reads,
    scopes: reading('products'),
    input: byProduct,
    output: count,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/products/{product_id}/images/count.json',
      parameters: inPath('product_id'),
    },
  },
  {
    slug: 'SHOPIFY_CREATE_PRODUCT_IMAGE',
    name: 'Add image',
    description: 'Add an image to a product.',
    tags: writes,
    scopes: writing('products'),
    input: {
      type: 'object',
      properties: { product_id: productId, image: newImage },
      required: ['product_id', 'image'],
    },
    output: one('image', image),
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/products/{product_id}/images.json',
      parameters: [...inPath('product_id'), ...inBody('image')],
    },
  },
  {
    slug: 'SHOPIFY_DELETE_PRODUCT_IMAGE',
    name: 'Delete image',
    description: 'Delete an image of a product.',
    tags: destroys,
    scopes: writing('products'),
    input: byId,
    exec: {
      kind: 'http',
      method: 'DELETE',
      path: '/products/{product_id}/images/{image_id}.json',
      parameters: inPath('product_id', 'image_id'),
    },
  },
] satisfies ToolkitInput['tools']
