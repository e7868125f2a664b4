/** What callers of Stripe get wrong. */
import type { ToolkitGuidance } from '../../src/manifest/with-guidance.ts'

export const stripeGuidance: ToolkitGuidance = {
  pitfalls: [
    'Amounts are whole numbers in the smallest unit: 10.50 USD is 1050. Yen, won and a few others have none: 500 JPY is 500.',
    'A test key sees only test data and a live key only live data: what is not found may be on the other side.',
  ],
  tools: {
    STRIPE_CREATE_INVOICE: {
      pitfalls: [
        'It comes empty: lines that wait for the customer go in with pending_invoice_items_behavior include alone, else add them by its id.',
        'It is a draft that nobody sees until it is finalized; send_invoice needs days_until_due or due_date.',
      ],
      after: ['STRIPE_CREATE_INVOICE_ITEM', 'STRIPE_FINALIZE_INVOICE', 'STRIPE_SEND_INVOICE'],
    },
    STRIPE_SEARCH_CUSTOMERS: {
      pitfalls: [
        'The search lags a minute or more behind: for what was made just now, list by email or keep the id.',
      ],
    },
    STRIPE_LIST_CUSTOMERS: { pitfalls: ['email is compared letter by letter, with its case.'] },
    STRIPE_CREATE_CUSTOMER: {
      pitfalls: ['Two customers may have one address: look before you make another.'],
      before: ['STRIPE_LIST_CUSTOMERS'],
    },
    STRIPE_CANCEL_SUBSCRIPTION: {
      pitfalls: [
        'It ends at once. To let it run until the paid period ends, update it with cancel_at_period_end instead.',
      ],
    },
    STRIPE_CREATE_SUBSCRIPTION: {
      pitfalls: [
        'Without a default way to pay of the customer the first invoice stays open and the subscription incomplete.',
      ],
      before: ['STRIPE_LIST_PRICES', 'STRIPE_LIST_CUSTOMER_PAYMENT_METHODS'],
    },
    STRIPE_CREATE_REFUND: {
      pitfalls: [
        'Only payments that succeeded are refunded; one that was never taken is cancelled. Fees are not given back.',
      ],
    },
  },
}
