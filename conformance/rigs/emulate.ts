import { createEmulator, type Emulator, type EmulatorOptions, type SeedConfig } from 'emulate'

import { htmlForms } from './html-forms.ts'
import { freePort } from './listen.ts'
import { providerProfiles, type ProviderName } from './provider-profiles.ts'

export type ProviderStandIn = {
  readonly service: ProviderName
  /** Where it listens. */
  readonly url: string
  /** The origin written into its pages, pagination links and discovery documents. */
  readonly publicUrl: string
  readonly authorizeUrl: string
  readonly tokenUrl: string
  /** Back to the seed. Tokens issued so far stay known. */
  reset(): void
  close(): Promise<void>
}

export type StandInOptions = {
  /** The service's part of the seed, such as `{ users: [{ login: 'octocat' }], oauth_apps: [...] }`. */
  seed?: Record<string, unknown>
  /** Static bearer tokens; `login` is the user's key of that service (GitHub login, Google e-mail). */
  tokens?: Record<string, { login: string; scopes?: string[] }>
  /** Set it to the address of whatever stands in front, so that links lead there. */
  publicUrl?: string
}

/** Attempts at a port that was free a moment before: the advertised URL has to be known before listening. */
const PORT_ATTEMPTS = 5

/**
 * Starts one stateful provider inside this process. It accepts ANY non-empty bearer token as its first user:
 * put a token ledger in front (`startProvider`) wherever the test is about whose account is used.
 */
export async function startEmulate(
  service: ProviderName,
  { seed = {}, tokens = {}, publicUrl }: StandInOptions = {},
): Promise<ProviderStandIn> {
  const { emulator, url } = await listenOnFreePort(service, { tokens, [service]: seed }, publicUrl)
  const origin = publicUrl ?? url
  const profile = providerProfiles[service]
  return {
    service,
    url,
    publicUrl: origin,
    authorizeUrl: origin + profile.authorize,
    tokenUrl: origin + profile.token,
    reset: () => emulator.reset(),
    close: () => emulator.close(),
  }
}

/** Starts any of the services that there are stand-ins of; `publicUrl` as for `startEmulate`. */
export async function listenOnFreePort(
  service: EmulatorOptions['service'],
  seed: SeedConfig,
  publicUrl?: string,
): Promise<{ emulator: Emulator; url: string }> {
  let failure: unknown
  for (let attempt = 0; attempt < PORT_ATTEMPTS; attempt++) {
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    try {
      const emulator = await createEmulator({ service, port, seed, baseUrl: publicUrl ?? url })
      return { emulator, url }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
      failure = error
    }
  }
  throw new Error(`No free port for ${service} in ${PORT_ATTEMPTS} attempts`, { cause: failure })
}

/**
 * Does what a person does on a stand-in's consent page: opens it, picks `login` (the bold line of the button:
 * GitHub login, Google and Microsoft e-mail, Slack name) and submits the form.
 *
 * @returns the redirect URI with `code` and `state`, not followed.
 * @throws {Error} when the page is an error page or does not offer that person.
 */
export async function consent(authorizeUrl: string, login: string): Promise<string> {
  const page = await fetch(authorizeUrl)
  const html = await page.text()
  if (!page.ok) throw new Error(`The authorize page answered ${page.status}: ${pageText(html)}`)
  const form = htmlForms(html).find(({ text }) => text.split(' ').includes(login))
  if (form === undefined) throw new Error(`The consent page offers no ${login}: ${pageText(html)}`)
  const answer = await fetch(new URL(form.action, authorizeUrl), {
    method: form.method,
    body: new URLSearchParams(form.fields),
    redirect: 'manual',
  })
  const location = answer.headers.get('location')
  if (location === null) throw new Error(`The consent form answered ${answer.status} without a redirect`)
  return new URL(location, authorizeUrl).href
}

function pageText(html: string): string {
  return html
    .replace(/<(style|script|head)\b.*?<\/\1>/gs, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 300)
}
