/** The words of a guide: registering an OAuth app for one toolkit. */
import type { AuthScheme, CatalogToolkit } from '@patchbay/catalog'
import { needsOwnRedirect } from '../connect-link/authorization.ts'
import { initials } from '../connect-link/emblem.ts'
import { html, webAddress, type Html } from '../connect-link/html.ts'
import { renderPage } from '../connect-link/page.ts'
import { appVariable } from '../env.ts'

/** What a test of the app said. */
export interface Outcome {
  status: number
  kind: 'good' | 'bad' | 'note'
  text: string
}

export interface Guide {
  toolkit: CatalogToolkit
  scheme: AuthScheme
  callbackUrl: string
  outcome: Outcome | undefined
  /** Of the app that was tested, to show again; the secret and the key are not. */
  clientId: string | undefined
}

/** Renders a guide. It works without scripts. */
export function guidePage({ toolkit, scheme, callbackUrl, outcome, clientId }: Guide): string {
  const title = `An OAuth app for ${toolkit.name}`
  const { default_scopes: scopes = [], default_user_scopes: userScopes = [] } = scheme.oauth2 ?? {}
  return renderPage({
    title,
    emblem: initials(toolkit.name),
    content: html`<h1>${title}</h1>
      <p class="soft">Register it once, and every project can connect ${toolkit.name}.</p>
      ${outcome && html`<p class="summary ${outcome.kind}" role="status">${outcome.text}</p>`}
      <section>${register(toolkit, scheme)}</section>
      <section>
        <p><b>Callback URL</b> (redirect URI), letter for letter:</p>
        <p><code>${callbackUrl}${needsOwnRedirect(toolkit, scheme) && '/AUTH_CONFIG_ID'}</code></p>
        ${ownCallback(toolkit, scheme, callbackUrl)}
      </section>
      ${list('Scopes', scopes)} ${list('User scopes', userScopes)}
      <section>${tell(toolkit.slug)}</section>
      ${form(clientId)}`,
  })
}

/** An authorization server that somebody chose must not get the codes of another one. */
function ownCallback(toolkit: CatalogToolkit, scheme: AuthScheme, callbackUrl: string): Html {
  if (needsOwnRedirect(toolkit, scheme))
    return html`<p class="soft">
      The server of ${toolkit.name} is a field of the connection, so each auth config has a callback URL of
      its own, with its id (<code>ac_…</code>): make the auth config first.
    </p>`
  return html`<p class="soft">
    An auth config with an app of its own may have a callback URL of its own, too:
    <code>${callbackUrl}/AUTH_CONFIG_ID</code>, registered with that app and given as
    <code>oauth_redirect_uri</code>.
  </p>`
}

function register({ name, auth_guide_url }: CatalogToolkit, { hint_url }: AuthScheme): Html {
  const place = webAddress(hint_url)
  const guide = webAddress(auth_guide_url)
  return html`<p>
    Create the app ${place === undefined ? `at ${name}` : html`at <a href="${place}">${place}</a>`}.
    ${guide !== undefined && html`${name} <a href="${guide}">explains how</a>.`}
  </p>`
}

function tell(slug: string): Html {
  const variables = (['CLIENT_ID', 'CLIENT_SECRET'] as const).flatMap((part) => appVariable(slug, part) ?? [])
  return html`<p><b>Tell this server</b>, in one of three ways:</p>
    ${
      variables.length > 0 &&
      html`<p>
        Environment variables, read at the start:<br />
        ${variables.map((name) => html`<code>${name}=…</code><br />`)}
      </p>`
    }
    <p>
      The file that <code>PATCHBAY_CONFIG</code> names, with <code>client_id</code> and
      <code>client_secret</code> in <code>toolkits.${slug}.auth.OAUTH2</code>.
    </p>
    <p>
      The API, for the projects of one organisation and without a restart:
      <code>POST /api/v3.1/org/managed_auth/${slug}</code> with the organisation's key.
    </p>`
}

function list(title: string, scopes: readonly string[]): Html | false {
  if (scopes.length === 0) return false
  return html`<section>
    <p><b>${title}</b> that the tools use:</p>
    ${scopes.map((scope) => html`<p><code>${scope}</code></p>`)}
  </section>`
}

function form(clientId: string | undefined): Html {
  const field = (name: string, label: string, type: string, required: boolean, value?: string) =>
    html`<div>
      <label for="${name}">${label}</label>
      <input
        id="${name}"
        name="${name}"
        type="${type}"
        autocomplete="off"
        ${required && html`required`}
        ${value !== undefined && html`value="${value}"`}
      />
    </div>`
  return html`<form method="post">
    <p class="soft">Test the app: one request to the token endpoint. Nothing that you enter here is kept.</p>
    ${field('client_id', 'Client ID', 'text', true, clientId)}
    ${field('client_secret', 'Client secret', 'password', false)}
    ${field('organization_key', 'Organisation key (oak_…)', 'password', true)}
    <button type="submit">Test my app</button>
  </form>`
}
