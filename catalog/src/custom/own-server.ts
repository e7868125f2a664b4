/** Where an API that somebody brings along is. */
import { isJson, jsonAt, listAt, own, textAt, type Json } from '../compile/openapi.ts'
import { readServer, type Server } from '../compile/servers.ts'

/**
 * The server of a description. Unlike the build of the catalog this takes the first as it stands, be it in a private
 * network: whoever brings a description along means it. One with variables becomes a template whose fields are asked
 * for at connection, as in the build; a relative one is below the address of the description itself.
 *
 * @returns undefined when the description names none that can be called.
 */
export function ownServer(document: Json, address: string | undefined): Server | undefined {
  const servers = listAt(document, 'servers')
  const [first] = servers.filter(isJson)
  if (first && hasVariables(first)) {
    const server = readServer([first], URL.parse(address ?? '')?.hostname ?? '', address)
    if (server.kind === 'templated') return server
  }
  const text = first && fillVariables(first)
  const url = address === undefined ? URL.parse(text ?? '') : URL.parse(text ?? '/', address)
  return url ? fixedServer(url.href) : undefined
}

/** A server at a fixed address; undefined for one that is not http(s) or names a user. */
export function fixedServer(text: string): Server | undefined {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return undefined
  // A URL is a template in the manifest; braces in one that came from outside mean nothing.
  const baseUrl = url.href.replace(/\/+$/, '').replaceAll(/[{}]/g, encodeURIComponent)
  return { baseUrl, fields: [], kind: 'absolute' }
}

const hasVariables = (server: Json) => /\{[^{}]+\}/.test(textAt(server, 'url') ?? '')

/** What no template can be made of stands at its variables' defaults: another instance is named with base_url. */
function fillVariables(server: Json): string | undefined {
  const variables = jsonAt(server, 'variables')
  return textAt(server, 'url')?.replaceAll(/\{([^{}]{1,64})\}/g, (match, name: string) => {
    const variable = own(variables, name)
    return (isJson(variable) ? textAt(variable, 'default') : undefined) ?? match
  })
}
