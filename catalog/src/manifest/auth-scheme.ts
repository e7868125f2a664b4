/**
 * How a toolkit authenticates: what is asked of people, how a token is got from it, how it enters a request, and
 * how it is taken back. Data only; the server knows the protocols.
 *
 * | mode                                           | block            | what a person gives                        |
 * | ---------------------------------------------- | ---------------- | ------------------------------------------ |
 * | OAUTH2                                         | `oauth2`         | consent on the provider's page             |
 * | DCR_OAUTH                                      | `dcr`            | the same; the app registers itself         |
 * | S2S_OAUTH2                                     | `oauth2`         | client id and secret (client credentials)  |
 * | OAUTH1                                         | `oauth1`         | consent on the provider's page             |
 * | GOOGLE_SERVICE_ACCOUNT, SERVICE_ACCOUNT,       | `token_exchange` | a key or password, exchanged for a token   |
 * | BASIC_WITH_JWT, BILLCOM_AUTH, CALCOM_AUTH      |                  | that ends                                  |
 * | API_KEY, BEARER_TOKEN, BASIC                   | none             | what is sent, as it is                     |
 *
 * Any mode may have `after_connect` and `revoke`; the modes of the last rows may have a `token_exchange` too.
 * Templates see `conn` (fields, captures and tokens of the account) and `cfg` (fields of the auth config; its
 * scopes as `cfg.scopes`, joined by spaces).
 */
import { z } from 'zod'

export const authModes = [
  'OAUTH2',
  'OAUTH1',
  'API_KEY',
  'BASIC',
  'BILLCOM_AUTH',
  'BEARER_TOKEN',
  'GOOGLE_SERVICE_ACCOUNT',
  'NO_AUTH',
  'BASIC_WITH_JWT',
  'CALCOM_AUTH',
  'SERVICE_ACCOUNT',
  'SAML',
  'DCR_OAUTH',
  'S2S_OAUTH2',
] as const

const Template = z.string()
const Templates = z.record(z.string(), Template)

/** A field that a person fills in: when an auth config is made, or when an account is connected. */
export const Field = z.strictObject({
  name: z.string(),
  display_name: z.string(),
  description: z.string(),
  type: z.enum(['string', 'number', 'boolean']).default('string'),
  required: z.boolean().default(true),
  secret: z.boolean().default(false),
  default: z.string().optional(),
  /** Where a person finds the value, shown beside the input on the connect page. */
  help_url: z.url().optional(),
  /** The value has lines: a PEM key, a JSON key file. Any other secret must be a single line. */
  multiline: z.boolean().optional(),
})

/** A value of the provider's that is kept as a field of the connection: `conn.<field>`. */
export const Capture = z.strictObject({
  field: z.string().regex(/^[A-Za-z][\w.-]{0,63}$/, 'a field is letters, digits, _, . and -'),
  /** Name of a callback parameter, or dotted path into an answer; `0.id` is of the first of a list. */
  from: z.string().min(1),
  /**
   * What the whole value must match (RE2). A callback parameter passes through the user's browser: unless this
   * says otherwise it may only hold letters, digits and `. _ : @ -`.
   */
  pattern: z.string().optional(),
  /** A connection without the value fails. */
  required: z.boolean().default(true),
  /** Kept sealed and shown masked, like a token. */
  secret: z.boolean().default(false),
})

/**
 * A request that the server makes to get, complete or end a credential. The credential is not injected: templates
 * put into it what it needs. Values that render to nothing are left out, so optional fields say `|default:`. In
 * the URL a field may be part of a host name; a whole host only where the app is not the operator's.
 */
export const AuthCall = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'DELETE']).default('POST'),
  /** Absolute, or a path below the toolkit's base URL. */
  url: Template,
  headers: Templates.default({}),
  query: Templates.default({}),
  /** In JSON, dots nest: `auth.user`. */
  body: Templates.default({}),
  body_type: z.enum(['json', 'form']).default('json'),
})

/** Done once when an account connects, in order: what the provider tells only to those who ask (a data centre). */
export const AfterConnect = z.strictObject({ ...AuthCall.shape, capture: z.array(Capture).min(1) })

/** How the provider is told to forget a credential, when it is not RFC 7009 at `oauth2.revoke_url`. */
export const Revoke = z.strictObject({
  ...AuthCall.shape,
  /** Statuses besides 2xx that mean that the credential is dead, now or already. */
  accept_statuses: z.array(z.number().int()).default([]),
})

/** A signed JWT (RFC 7519), in the exchange as `{{conn.assertion}}`. `iat` and `exp` are added. */
export const Assertion = z.strictObject({
  alg: z.enum(['RS256', 'RS384', 'RS512', 'PS256', 'ES256', 'ES384', 'EdDSA', 'HS256', 'HS512']),
  /** PEM (PKCS 8 or PKCS 1) for the asymmetric ones; for HS… the secret as text. */
  key: Template,
  kid: Template.optional(),
  claims: Templates,
  lifetime_seconds: z.number().int().min(30).max(3600).default(600),
})

/**
 * Gets a token for what the person gave, when an account connects and again whenever the token has ended. The
 * captures become fields of the connection, so `inject` can name them.
 */
export const TokenExchange = z.strictObject({
  ...AuthCall.shape,
  /** A field that holds a JSON object (a Google key file), whose texts join `conn`: `conn.client_email`. */
  expand_json: z.string().optional(),
  assertion: Assertion.optional(),
  /** Asked for when the auth config names no scopes. */
  default_scopes: z.array(z.string()).default([]),
  capture: z.array(Capture).min(1),
  /** Dotted path of the token's end in the answer: seconds from now, seconds since 1970, or an ISO 8601 date. */
  expires_from: z.string().optional(),
  /** Seconds a token lives when the answer does not say. With neither it is renewed when a call is refused. */
  expires_in: z.number().positive().optional(),
})

/** OAuth 2 endpoints and the provider's departures from RFC 6749. */
export const OAuth2 = z.strictObject({
  /** Absent only for S2S_OAUTH2, which has no page. */
  authorize_url: Template.optional(),
  token_url: Template,
  /** Where tokens are refreshed, when not at `token_url`. */
  refresh_url: Template.optional(),
  /** RFC 7009. A provider with its own way has a `revoke` beside this block. */
  revoke_url: Template.optional(),
  /** Issuer by RFC 9207: an `iss` in the callback must equal it. Without, it must be of the authorize URL's origin. */
  issuer: z.url().optional(),
  /** The provider always sends `iss`; a callback without is refused. */
  sends_issuer: z.boolean().optional(),
  default_scopes: z.array(z.string()).default([]),
  /** Asked for whatever tools a connection is made for, as without them there is no refresh token, or no token at all. */
  always_scopes: z.array(z.string()).optional(),
  /** What scopes allow, for the person who is asked to grant them. */
  scope_words: z.record(z.string(), z.string()).optional(),
  scope_separator: z.string().default(' '),
  /** Name of the scope parameter, when it is not `scope`. */
  scope_param: z.string().optional(),
  /** RFC 7636 with S256. Off only for a provider that rejects the parameters. */
  pkce: z.boolean().default(true),
  /**
   * How a confidential client shows its secret at the token endpoint. An app without a secret is a public client
   * and sends its id alone, whatever stands here.
   */
  client_auth: z.enum(['basic', 'body', 'none']).default('body'),
  /** Name of the client id parameter, when it is not `client_id` (TikTok: `client_key`). */
  client_id_param: z.string().optional(),
  authorize_params: z.record(z.string(), z.string()).default({}),
  token_params: z.record(z.string(), z.string()).default({}),
  refresh_params: z.record(z.string(), z.string()).optional(),
  /** How the token request is written; JSON only where forms are refused. */
  token_body: z.enum(['form', 'json']).optional(),
  token_headers: z.record(z.string(), z.string()).optional(),
  /** Dotted path of the object that holds the tokens, when it is not the whole answer. */
  token_path: z.string().optional(),
  /** Seconds an access token lives, for a provider that does not say (Salesforce). */
  expires_in: z.number().positive().optional(),
  /** Query parameter that carries the scopes asked of the user rather than of the app (Slack: `user_scope`). */
  user_scope_param: z.string().optional(),
  default_user_scopes: z.array(z.string()).optional(),
  /** The provider sends a new refresh token with each refresh and invalidates the old one. */
  rotates_refresh_token: z.boolean().default(false),
  /** Parameters that come with the code (QuickBooks: `realmId`). */
  callback_capture: z.array(Capture).optional(),
  /** Parts of the token answer under another name, kept through refreshes (Salesforce: `instance_url`). */
  token_capture: z.array(Capture).optional(),
})

/** OAuth 1.0a (RFC 5849). `cfg` has consumer_key and consumer_secret. */
export const OAuth1 = z.strictObject({
  request_token_url: Template,
  authorize_url: Template,
  access_token_url: Template,
  signature_method: z.enum(['HMAC-SHA1', 'HMAC-SHA256', 'HMAC-SHA512', 'PLAINTEXT']).default('HMAC-SHA1'),
  authorize_params: z.record(z.string(), z.string()).default({}),
  /** Every request is signed. Off where the token goes in by `inject` (Trello). */
  sign_requests: z.boolean().default(true),
  callback_capture: z.array(Capture).optional(),
  token_capture: z.array(Capture).optional(),
})

/** OAuth 2 at a server that says where its endpoints are and registers the app itself. */
export const DynamicOAuth = z.strictObject({
  /** The protected resource, whose metadata names the authorization server (RFC 9728): an MCP server's URL. */
  resource: Template.optional(),
  /** The authorization server (RFC 8414), where no resource says. */
  issuer: Template.optional(),
  /** Empty: what the resource's metadata asks for. */
  default_scopes: z.array(z.string()).default([]),
})

export const AuthScheme = z.strictObject({
  mode: z.enum(authModes),
  /** Name shown for this method, for example `github_oauth2`. */
  name: z.string(),
  /** Where a person creates the credentials. */
  hint_url: z.url().optional(),
  auth_config_fields: z.array(Field).default([]),
  connected_account_fields: z.array(Field).default([]),
  /** How the credential enters a request. Values are templates over `conn` and `cfg`. */
  inject: z
    .strictObject({ headers: Templates.default({}), query: Templates.default({}) })
    .default({ headers: {}, query: {} }),
  oauth2: OAuth2.optional(),
  oauth1: OAuth1.optional(),
  dcr: DynamicOAuth.optional(),
  token_exchange: TokenExchange.optional(),
  after_connect: z.array(AfterConnect).optional(),
  revoke: Revoke.optional(),
})

export type AuthMode = (typeof authModes)[number]
export type Field = z.infer<typeof Field>
export type Capture = z.infer<typeof Capture>
export type AuthCall = z.infer<typeof AuthCall>
export type Assertion = z.infer<typeof Assertion>
export type TokenExchange = z.infer<typeof TokenExchange>
export type OAuth2 = z.infer<typeof OAuth2>
export type OAuth1 = z.infer<typeof OAuth1>
export type DynamicOAuth = z.infer<typeof DynamicOAuth>
export type AuthScheme = z.infer<typeof AuthScheme>
/** A scheme as a person writes it: fields with defaults may be left out. */
export type AuthSchemeInput = z.input<typeof AuthScheme>
