import { freePort } from './listen.ts'
import { startPatchbay, type Patchbay, type PatchbayConfig, type PatchbayOptions } from './patchbay.ts'
import { startProvider, type Provider } from './provider.ts'
import { startUpstream, type Upstream } from './upstream.ts'

export type Installation = {
  readonly patchbay: Patchbay
  /** People: `ada` and `bob`; `ada` owns the repository `shop`. */
  readonly github: Provider
  /** People: `ada@example.com` and `bob@example.com`. */
  readonly google: Provider
  /** Behind Resend, Twilio and Hacker News: answers every call with what it received. */
  readonly upstream: Upstream
  stop(): Promise<void>
}

export type InstallationOptions = Omit<PatchbayOptions, 'config' | 'port'> & {
  /** Lifetime of Google's access tokens, instead of its hour. */
  googleTtlSeconds?: number
  /** `host:port` of more private addresses that outgoing calls may reach. */
  allowPrivate?: string[]
}

/** The OAuth app that each provider knows. */
export const oauthApp = { client_id: 'patchbay-client', client_secret: 'operator-secret-5f2c9d81a7' }

/** Where a provider sends the browser back to. */
export const callbackPath = '/api/v3.1/toolkits/auth/callback'

/**
 * The real server with every toolkit leading to a stand-in: GitHub, Gmail and Google Calendar with managed OAuth
 * apps, Resend (API keys) and Hacker News (no account). Nothing of it leaves the machine.
 */
export async function startInstallation({
  googleTtlSeconds,
  allowPrivate = [],
  ...options
}: InstallationOptions = {}): Promise<Installation> {
  const port = await freePort()
  const app = { ...oauthApp, name: 'Patchbay', redirect_uris: [`http://127.0.0.1:${port}${callbackPath}`] }
  const [github, google, upstream] = await Promise.all([
    startProvider('github', { seed: githubSeed(app) }),
    startProvider('google', {
      seed: googleSeed(app),
      ...(googleTtlSeconds !== undefined && { ttlSeconds: googleTtlSeconds }),
    }),
    startUpstream(),
  ])
  const standIns = [github, google, upstream]
  const closeStandIns = async (): Promise<void> => {
    await Promise.all(standIns.map((standIn) => standIn.close()))
  }
  const config = configFor(github, google, upstream, allowPrivate)
  const patchbay = await startPatchbay({ ...options, port, config }).catch(async (error: unknown) => {
    await closeStandIns()
    throw error
  })
  let stopping: Promise<void> | undefined
  const stop = async (): Promise<void> => {
    await patchbay.stop()
    await closeStandIns()
  }
  return { patchbay, github, google, upstream, stop: () => (stopping ??= stop()) }
}

function githubSeed(app: object): Record<string, unknown> {
  return {
    users: [
      { login: 'ada', name: 'Ada', email: 'ada@example.com' },
      { login: 'bob', name: 'Bob', email: 'bob@example.com' },
    ],
    repos: [{ owner: 'ada', name: 'shop', description: 'A shop' }],
    oauth_apps: [app],
  }
}

function googleSeed(app: object): Record<string, unknown> {
  const people = ['ada', 'bob'].map((name) => ({ email: `${name}@example.com`, name }))
  return {
    users: people,
    oauth_clients: [app],
    calendars: people.map(({ email }) => ({
      id: email,
      user_email: email,
      summary: email,
      primary: true,
      time_zone: 'UTC',
    })),
  }
}

function configFor(
  github: Provider,
  google: Provider,
  upstream: Upstream,
  allowPrivate: string[],
): PatchbayConfig {
  return {
    toolkits: {
      github: { base_url: github.url, auth: managedBy(github) },
      gmail: { base_url: `${google.url}/gmail/v1`, auth: managedBy(google) },
      googlecalendar: { base_url: `${google.url}/calendar/v3`, auth: managedBy(google) },
      resend: { base_url: `${upstream.url}/echo` },
      twilio: { base_url: `${upstream.url}/echo` },
      hackernews: { base_url: `${upstream.url}/echo` },
    },
    egress: {
      allow_private: [...[github, google, upstream].map(({ url }) => new URL(url).host), ...allowPrivate],
    },
  }
}

function managedBy({ authorizeUrl, tokenUrl }: Provider) {
  return { OAUTH2: { ...oauthApp, authorize_url: authorizeUrl, token_url: tokenUrl } }
}
