/** What callers of Shopify get wrong. */
import type { ToolkitGuidance } from '../../src/manifest/with-guidance.ts'

export const shopifyGuidance: ToolkitGuidance = {
  pitfalls: ['About two calls a second are allowed; on 429 wait for Retry-After.'],
  tools: {
    SHOPIFY_GET_ORDER_LIST: {
      pitfalls: [
        'Only open orders come unless status is any, and those of the last 60 days unless the app may read all orders.',
        'The id is not the number that customers know (#1001): that one is order_number.',
      ],
    },
    SHOPIFY_UPDATE_PRODUCT: {
      pitfalls: [
        'Variants or images that are given replace the whole list: leave out one, and it is deleted.',
      ],
      before: ['SHOPIFY_GET_PRODUCT'],
    },
    SHOPIFY_CREATE_ORDER: {
      pitfalls: [
        'It creates a real order and takes no payment; stock and mails to the customer follow its options. Confirm with the user.',
      ],
    },
  },
}
