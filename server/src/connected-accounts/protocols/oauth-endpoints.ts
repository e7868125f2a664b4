/** Where a provider's OAuth endpoints are, when their address depends on the connection. */
import { renderTemplate, TemplateError, templateReferences, type TemplateScope } from '@patchbay/catalog'
import { ApiError } from '../../http/errors.ts'

/**
 * Fills in an endpoint's template and makes sure that no value moved it to another host: what follows the last
 * placeholder of the authority (`.example.com` in `https://{{conn.subdomain}}.example.com/token`) must still end
 * the host. A template that leaves the whole host to a field is accepted only without `operatorApp`: the client
 * secret of the operator never goes to an address that a user chose.
 * @throws {ApiError} ConnectedAccountInvalid.
 */
export function renderEndpoint(template: string, scope: TemplateScope, operatorApp: boolean): URL {
  const url = URL.parse(render(template, scope))
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    throw invalid('does not make a valid http(s) URL')
  }
  if (templateReferences(template).length === 0) return url
  const authority = authorityOf(template)
  const bound = authority === undefined ? '' : suffixOf(authority)
  if (authority !== undefined && !authority.includes('{{')) {
    if (url.host === URL.parse(`${url.protocol}//${authority}`)?.host) return url
    throw invalid('leads to another host')
  }
  if (/^\.[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(bound)) {
    if (url.host.endsWith(bound.toLowerCase()) && !url.host.startsWith('.')) return url
    throw invalid('leads to another host')
  }
  if (operatorApp) throw invalid('may not choose the host while the operator’s OAuth app is used')
  return url
}

/** Whether a template's host is whatever a field says: `https://{{conn.server}}/token`, `{{conn.server_url}}/token`. */
export function leavesHostToField(template: string): boolean {
  if (templateReferences(template).length === 0) return false
  const authority = authorityOf(template)
  if (authority === undefined) return true
  return authority.includes('{{') && !/^\.[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(suffixOf(authority))
}

/** The part of a template that names the host; undefined when a field gives the scheme, too. */
function authorityOf(template: string): string | undefined {
  return /^https?:\/\/([^/?#]*)/.exec(template)?.[1]
}

/** What follows the last placeholder of an authority. */
function suffixOf(authority: string): string {
  return authority.slice(authority.lastIndexOf('}}') + 1).replace(/^}/, '')
}

function render(template: string, scope: TemplateScope): string {
  try {
    return renderTemplate(template, scope)
  } catch (error) {
    if (error instanceof TemplateError) throw invalid(`lacks ${error.field ?? 'a field'}`)
    throw error
  }
}

function invalid(problem: string): ApiError {
  return new ApiError(
    'ConnectedAccountInvalid',
    `The connection's data ${problem}: the provider cannot be reached`,
  )
}
