/** Shopify's REST Admin API. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { collectionTools } from './collections.ts'
import { customerTools } from './customers.ts'
import { imageTools } from './images.ts'
import { orderTools } from './orders.ts'
import { productTools } from './products.ts'
import { defaultScopes } from './scopes.ts'

const subdomain = {
  name: 'subdomain',
  display_name: 'Store',
  description: 'The store: my-store when the address of its admin is my-store.myshopify.com.',
}

export const shopify = {
  manifest: 1,
  slug: 'shopify',
  name: 'Shopify',
  description: 'Run a Shopify store: products and their images, collections, orders and customers.',
  logo: 'https://cdn.shopify.com/static/shopify-favicon.png',
  app_url: 'https://www.shopify.com',
  auth_guide_url: 'https://shopify.dev/docs/apps/build/authentication-authorization',
  categories: ['e-commerce'],
  aliases: ['myshopify', 'shopify admin'],
  http: {
    // A version is served for a year; after that Shopify answers with the oldest that it still serves.
    base_url: 'https://{{conn.subdomain}}.myshopify.com/admin/api/2026-01',
    error_paths: ['errors.base.0', 'errors', 'error_description', 'error'],
  },
  auth: [
    {
      mode: 'OAUTH2',
      name: 'shopify_oauth2',
      hint_url: 'https://dev.shopify.com/dashboard',
      auth_config_fields: [
        { name: 'client_id', display_name: 'Client ID', description: 'Client ID of your Shopify app.' },
        {
          name: 'client_secret',
          display_name: 'Client secret',
          description: 'Client secret of the same app.',
          secret: true,
        },
        {
          name: 'scopes',
          display_name: 'Scopes',
          description: 'Scopes to ask for, separated by commas.',
          required: false,
        },
      ],
      connected_account_fields: [subdomain],
      inject: { headers: { 'x-shopify-access-token': '{{conn.access_token}}' } },
      oauth2: {
        authorize_url: 'https://{{conn.subdomain}}.myshopify.com/admin/oauth/authorize',
        token_url: 'https://{{conn.subdomain}}.myshopify.com/admin/oauth/access_token',
        default_scopes: defaultScopes,
        scope_separator: ',',
        pkce: false,
      },
      revoke: {
        method: 'DELETE',
        url: 'https://{{conn.subdomain}}.myshopify.com/admin/api_permissions/current.json',
        headers: { 'x-shopify-access-token': '{{conn.access_token}}' },
        accept_statuses: [401, 403, 404],
      },
    },
    {
      mode: 'API_KEY',
      name: 'shopify_access_token',
      hint_url: 'https://help.shopify.com/en/manual/apps/app-types/custom-apps',
      connected_account_fields: [
        subdomain,
        {
          name: 'generic_api_key',
          display_name: 'Admin API access token',
          description: 'Access token of a custom app of the store; it starts with shpat_.',
          secret: true,
          help_url: 'https://help.shopify.com/en/manual/apps/app-types/custom-apps',
        },
      ],
      inject: { headers: { 'x-shopify-access-token': '{{conn.generic_api_key}}' } },
    },
  ],
  current_user: { method: 'GET', path: '/shop.json' },
  tools: [...productTools, ...imageTools, ...collectionTools, ...orderTools, ...customerTools],
} satisfies ToolkitInput
