import { listWith, type Row } from './row.ts'

export const stripeRows: readonly Row[] = [
  {
    tool: 'STRIPE_CREATE_CUSTOMER',
    as: 'customer',
    args: { email: 'ann@example.com', name: 'Ann & Co.', metadata: { plan: 'pro' } },
    asks: { path: '/v1/customers/{{customer.id}}' },
    shows: { email: 'ann@example.com', name: 'Ann & Co.', metadata: { plan: 'pro' } },
  },
  {
    tool: 'STRIPE_LIST_CUSTOMERS',
    args: { email: 'ann@example.com' },
    gives: { data: [{ id: '{{customer.id}}' }] },
  },
  {
    tool: 'STRIPE_UPDATE_CUSTOMER',
    args: { customer_id: '{{customer.id}}', name: 'Ann' },
    asks: { path: '/v1/customers/{{customer.id}}' },
    shows: { name: 'Ann', email: 'ann@example.com' },
  },
  { tool: 'STRIPE_RETRIEVE_CUSTOMER', args: { customer_id: '{{customer.id}}' }, gives: { name: 'Ann' } },
  {
    tool: 'STRIPE_CREATE_PRODUCT',
    as: 'product',
    args: { name: 'Mug', description: 'Holds tea.' },
    asks: { path: '/v1/products/{{product.id}}' },
    shows: { name: 'Mug', description: 'Holds tea.' },
  },
  {
    tool: 'STRIPE_CREATE_PRICE',
    as: 'price',
    args: { product: '{{product.id}}', currency: 'eur', unit_amount: 1200 },
    asks: { path: '/v1/prices/{{price.id}}' },
    shows: { product: '{{product.id}}', currency: 'eur', unit_amount: 1200 },
  },
  {
    tool: 'STRIPE_LIST_PRODUCTS',
    args: {},
    gives: { data: listWith({ name: 'Mug' }) },
  },
  {
    tool: 'STRIPE_LIST_PRICES',
    args: { product: '{{product.id}}' },
    gives: { data: [{ id: '{{price.id}}' }] },
  },
  {
    tool: 'STRIPE_CREATE_PAYMENT_INTENT',
    as: 'intent',
    args: { amount: 1200, currency: 'eur', customer: '{{customer.id}}', metadata: { order: '7' } },
    asks: { path: '/v1/payment_intents/{{intent.id}}' },
    shows: { amount: 1200, currency: 'eur', customer: '{{customer.id}}', metadata: { order: '7' } },
  },
  {
    tool: 'STRIPE_RETRIEVE_PAYMENT_INTENT',
    args: { payment_intent_id: '{{intent.id}}' },
    gives: { amount: 1200 },
  },
  {
    tool: 'STRIPE_LIST_PAYMENT_INTENTS',
    args: { customer: '{{customer.id}}' },
    gives: { data: [{ id: '{{intent.id}}' }] },
  },
  {
    tool: 'STRIPE_CONFIRM_PAYMENT_INTENT',
    args: { payment_intent_id: '{{intent.id}}', payment_method: 'pm_card_visa' },
    asks: { path: '/v1/payment_intents/{{intent.id}}' },
    shows: { status: 'succeeded' },
  },
  {
    tool: 'STRIPE_LIST_CHARGES',
    args: {},
    gives: { data: listWith({ amount: 1200 }) },
  },
]
