/** What a rejected bearer token is answered with. */
export type Rejection = { readonly status: number; readonly body: unknown }

/**
 * Where a stand-in of emulate 0.12 keeps its OAuth endpoints, and what the real provider says to a bad token.
 * Read in its sources; the rig's test drives each flow, so a moved path fails there.
 */
export type ProviderProfile = {
  readonly authorize: string
  /** The consent page posts here; it answers 302 to the redirect URI. Every field of the request is echoed. */
  readonly consent: string
  readonly token: string
  readonly revoke?: string
  /** The field of the consent form that names the person. */
  readonly userField: string
  /** True when a `code_challenge` sent at authorize is checked at the token endpoint. */
  readonly pkce: boolean
  /** False: no refresh token at all. `rotates`: each refresh replaces the refresh token. */
  readonly refresh: false | 'keeps' | 'rotates'
  /** Where the client's id and secret may travel. */
  readonly clientAuth: readonly ('body' | 'basic')[]
  /** Paths that answer without a token; everything else needs one. */
  readonly open: readonly string[]
  readonly rejection: Rejection
  /** Paths where the stand-in knows only POST although the real API takes GET as well. */
  readonly postOnly?: string
  /** Fields of the real GraphQL schema that the stand-in’s lacks; queries go to it without them. */
  readonly lacks?: RegExp
}

const emulateAssets = '/_emulate/'

export const providerProfiles = {
  github: {
    authorize: '/login/oauth/authorize',
    consent: '/login/oauth/callback',
    token: '/login/oauth/access_token',
    userField: 'login',
    pkce: false,
    refresh: false,
    clientAuth: ['body'],
    open: ['/login/', emulateAssets],
    rejection: {
      status: 401,
      body: {
        message: 'Bad credentials',
        documentation_url: 'https://docs.github.com/rest',
        status: '401',
      },
    },
  },
  google: {
    authorize: '/o/oauth2/v2/auth',
    consent: '/o/oauth2/v2/auth/callback',
    token: '/oauth2/token',
    revoke: '/oauth2/revoke',
    userField: 'email',
    pkce: true,
    refresh: 'keeps',
    clientAuth: ['body'],
    open: ['/.well-known/', '/oauth2/v3/certs', '/discovery/', emulateAssets],
    rejection: {
      status: 401,
      body: {
        error: {
          code: 401,
          message: 'Request had invalid authentication credentials.',
          status: 'UNAUTHENTICATED',
        },
      },
    },
  },
  slack: {
    authorize: '/oauth/v2/authorize',
    consent: '/oauth/v2/authorize/callback',
    token: '/api/oauth.v2.access',
    userField: 'user_id',
    pkce: false,
    refresh: false,
    clientAuth: ['body', 'basic'],
    open: [emulateAssets],
    // Slack reports errors inside a 200.
    rejection: { status: 200, body: { ok: false, error: 'invalid_auth' } },
    postOnly: '/api/',
  },
  linear: {
    authorize: '/oauth/authorize',
    consent: '/oauth/authorize/callback',
    token: '/oauth/token',
    revoke: '/oauth/revoke',
    userField: 'user_ref',
    pkce: true,
    refresh: 'rotates',
    clientAuth: ['body', 'basic'],
    open: [emulateAssets],
    rejection: {
      status: 401,
      body: {
        errors: [{ message: 'Authentication required', extensions: { code: 'AUTHENTICATION_ERROR' } }],
      },
    },
    lacks: new RegExp(
      [
        String.raw`\b(?:estimate|branchName)\b`,
        String.raw`\b(?:parent|children|attachments)(?:\([^)]*\))? \{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}`,
        String.raw`(?<=comment \{[^}]*)\burl\b`,
        String.raw`, (?:\$?includeArchived|orderBy): \$?\w+`,
      ].join('|'),
      'g',
    ),
  },
  microsoft: {
    authorize: '/oauth2/v2.0/authorize',
    consent: '/oauth2/v2.0/authorize/callback',
    token: '/oauth2/v2.0/token',
    revoke: '/oauth2/v2.0/revoke',
    userField: 'email',
    pkce: true,
    refresh: 'rotates',
    clientAuth: ['body', 'basic'],
    open: ['/.well-known/', '/discovery/', emulateAssets],
    rejection: {
      status: 401,
      body: { error: { code: 'InvalidAuthenticationToken', message: 'Access token validation failure.' } },
    },
  },
} as const satisfies Record<string, ProviderProfile>

export type ProviderName = keyof typeof providerProfiles
