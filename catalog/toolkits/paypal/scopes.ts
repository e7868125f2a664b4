/** PayPal's scopes. Which of them an app may ask for is set in its settings at PayPal. */
import type { ScopeRequirements } from '../../src/manifest/manifest.ts'

const services = 'https://uri.paypal.com/services'

export const needs = (service: string): ScopeRequirements => ({ all_of: [`${services}/${service}`] })

/** What a new connection asks for. */
export const defaultScopes = ['openid', 'email', `${services}/invoicing`, `${services}/reporting/search/read`]
