/** Products, prices, links to pay, coupons, taxes, shipping. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { flag, id, oneOf, open, record, several, text, texts, whole, words } from '../schemas.ts'
import { amount, created, currency, expand, metadata, object, page, paging, read, write } from './inputs.ts'

const active = flag('Only active or only archived ones.')
const productId = id('Id of the product (prod_…), from STRIPE_LIST_PRODUCTS.')
const product = object({ name: words, active: { type: 'boolean' }, default_price: {} })
const recurring = record(
  {
    interval: oneOf(['day', 'week', 'month', 'year'], 'Unit of the period.'),
    interval_count: whole('How many units.', { minimum: 1 }),
    usage_type: oneOf(['licensed', 'metered'], 'By quantity or by use.'),
  },
  'For a price that recurs.',
  ['interval'],
)

/** Slug, name, what it lists, path, further filters. */
const lists = [
  ['LIST_COUPONS', 'List coupons', 'the coupons', '/coupons', { created }],
  [
    'LIST_TAX_RATES',
    'List tax rates',
    'the tax rates',
    '/tax_rates',
    { active, created, inclusive: flag('Only inclusive or only exclusive ones.') },
  ],
  ['LIST_TAX_CODES', 'List tax codes', 'the codes by which products are taxed', '/tax_codes', {}],
  [
    'LIST_SHIPPING_RATES',
    'List shipping rates',
    'the shipping rates',
    '/shipping_rates',
    { active, created, currency },
  ],
  [
    'LIST_PAYMENT_LINKS',
    'List payment links',
    'the links under which customers can pay',
    '/payment_links',
    { active },
  ],
] as const

export const catalogTools = [
  read('LIST_PRODUCTS', '/products', {
    name: 'List products',
    description: 'List products, newest first.',
    important: true,
    query: { active, ids: texts('Only these products.'), created, ...paging },
    output: page,
  }),
  write('CREATE_PRODUCT', '/products', {
    name: 'Create product',
    description: 'Create a product, with its first price if wanted.',
    important: true,
    body: {
      name: id('Name that customers see.'),
      description: text('Text that customers see.'),
      active: flag('Whether it can be bought.'),
      images: texts('URLs of up to 8 pictures.', { maxItems: 8 }),
      default_price_data: record({ currency, unit_amount: amount('Price'), recurring }, 'Its first price.', [
        'currency',
      ]),
      url: text('Page about it.'),
      tax_code: text('Tax code (txcd_…).'),
      metadata,
    },
    required: ['name'],
    output: product,
  }),
  read('RETRIEVE_PRODUCT', '/products/{product_id}', {
    name: 'Get product',
    description: 'Read a product.',
    path: { product_id: productId },
    query: { expand },
    output: product,
  }),
  write('UPDATE_PRODUCT', '/products/{product_id}', {
    name: 'Update product',
    description: 'Change the given fields of a product; active false archives it.',
    path: { product_id: productId },
    body: {
      name: text('New name.'),
      description: text('New text.'),
      active: flag('Whether it can be bought.'),
      default_price: text('Id of the price to use by default.'),
      metadata,
    },
    output: product,
  }),
  read('LIST_PRICES', '/prices', {
    name: 'List prices',
    description: 'List prices with their ids, of all products or of one.',
    important: true,
    query: {
      product: text('Only those of this product.'),
      active,
      currency,
      type: oneOf(['one_time', 'recurring'], 'Only this kind.'),
      created,
      ...paging,
    },
    output: page,
  }),
  write('CREATE_PRICE', '/prices', {
    name: 'Create price',
    description: 'Give a product a price, once or recurring. Its amount cannot be changed later.',
    important: true,
    body: {
      currency,
      product: text('Id of the product (prod_…); or give product_data.'),
      product_data: open('A new product: {"name": "Pump"}.'),
      unit_amount: amount('Price'),
      recurring,
      nickname: text('Name that only you see.'),
      lookup_key: text('Key by which to find it.'),
      tax_behavior: oneOf(['inclusive', 'exclusive', 'unspecified'], 'Whether taxes are in it.'),
      metadata,
    },
    required: ['currency'],
    output: object({ unit_amount: { type: 'integer' }, currency: words, product: {}, recurring: {} }),
  }),
  write('CREATE_PAYMENT_LINK', '/payment_links', {
    name: 'Create payment link',
    description: 'Get a link under which anyone can pay for prices.',
    important: true,
    body: {
      line_items: several(
        record(
          { price: id('Id of the price (price_…).'), quantity: whole('How many.', { minimum: 1 }) },
          'An item.',
          ['price', 'quantity'],
        ),
        'What is sold.',
        { minItems: 1, maxItems: 20 },
      ),
      after_completion: open('What follows: {"type": "redirect", "redirect": {"url": "https://…"}}.'),
      allow_promotion_codes: flag('Let customers enter codes.'),
      metadata,
    },
    required: ['line_items'],
    output: object({ url: words, active: { type: 'boolean' } }),
  }),
  ...lists.map(([slug, name, what, path, filters]) =>
    read(slug, path, { name, description: `List ${what}.`, query: { ...filters, ...paging }, output: page }),
  ),
] satisfies ToolkitInput['tools']
