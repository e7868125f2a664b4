import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { secretField } from '../auth.ts'
import { billingTools } from './billing.ts'
import { catalogTools } from './products.ts'
import { customerTools } from './customers.ts'
import { paymentTools } from './payments.ts'
import { stripeTriggers } from './triggers.ts'

export const stripe = {
  manifest: 1,
  slug: 'stripe',
  name: 'Stripe',
  description:
    'Keep customers, take and refund payments, and run products, prices, invoices and subscriptions.',
  logo: 'https://images.stripeassets.com/fzn2n1nzq965/HTTOloNPhisV9P4hlMPNA/cacf1bb88b9fc492dfad34378d844280/Stripe_icon_-_square.svg',
  app_url: 'https://dashboard.stripe.com',
  auth_guide_url: 'https://docs.stripe.com/keys',
  categories: ['finance-&-accounting', 'e-commerce'],
  aliases: ['stripe payments', 'stripe billing'],
  http: {
    base_url: 'https://api.stripe.com/v1',
    headers: { 'stripe-version': '2024-06-20' },
    error_paths: ['error.message', 'error.code'],
  },
  auth: [
    {
      mode: 'API_KEY',
      name: 'stripe_api_key',
      hint_url: 'https://dashboard.stripe.com/apikeys',
      connected_account_fields: [
        secretField(
          'generic_api_key',
          'Secret key',
          'A secret key (sk_…), or a restricted key (rk_…) that allows what the tools do.',
          'https://dashboard.stripe.com/apikeys',
        ),
      ],
      inject: { headers: { authorization: 'Bearer {{conn.generic_api_key}}' } },
    },
  ],
  current_user: { method: 'GET', path: '/account', display: ['email', 'business_profile.name', 'id'] },
  tools: [...customerTools, ...paymentTools, ...billingTools, ...catalogTools],
  triggers: stripeTriggers,
} satisfies ToolkitInput
