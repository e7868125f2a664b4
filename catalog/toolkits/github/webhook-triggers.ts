/**
 * A trigger type for each webhook that GitHub's description has, of a repository or an organisation. What only a
 * GitHub App hears of is left out: its one URL serves all accounts, and nothing in such an event says whose it is.
 */
import { isJson, type Json } from '../../src/compile/openapi.ts'
import type { JsonSchema } from '../../src/manifest/manifest.ts'
import type { TriggerInput } from '../../src/manifest/trigger.ts'
import { http, shape } from '../trigger-kit.ts'
import { repositoryHooks } from './triggers.ts'

/** Where the hook of a webhook is made: of a repository when it can be, else of an organisation. */
const places = {
  repository: {
    path: '/repos/{owner}/{repo}/hooks',
    config: shape({
      owner: { type: 'string', minLength: 1, description: 'Who owns the repository.' },
      repo: { type: 'string', minLength: 1, description: 'Name of the repository, without the owner.' },
    }),
    names: ['owner', 'repo'],
    right: 'the right to administer hooks of the repository (admin:repo_hook)',
    scopes: repositoryHooks,
  },
  organization: {
    path: '/orgs/{org}/hooks',
    config: shape({ org: { type: 'string', minLength: 1, description: 'Login of the organisation.' } }),
    names: ['org'],
    right: 'the right to administer hooks of the organisation (admin:org_hook)',
    scopes: ['admin:org_hook'],
  },
} as const

/** Things that nearly every event has, with dozens of fields each. */
const common = new Set(['enterprise', 'installation', 'organization', 'repository', 'sender'])

/** @param taken slugs of trigger types that are kept by hand */
export function webhookTriggers(document: Json, taken: ReadonlySet<string>): TriggerInput[] {
  const webhooks = isJson(document['x-webhooks']) ? Object.values(document['x-webhooks']) : []
  const triggers = new Map<string, TriggerInput>()
  for (const webhook of webhooks) {
    const operation = isJson(webhook) && isJson(webhook['post']) ? webhook['post'] : undefined
    const trigger = operation && triggerOf(document, operation)
    if (trigger && !taken.has(trigger.slug)) triggers.set(trigger.slug, trigger)
  }
  return [...triggers.values()]
}

function triggerOf(document: Json, operation: Json): TriggerInput | undefined {
  const kinds = at(operation, 'x-github', 'supported-webhook-types')
  const isOf = (kind: string) => Array.isArray(kinds) && kinds.includes(kind)
  const place = isOf('repository')
    ? places.repository
    : isOf('organization')
      ? places.organization
      : undefined
  const schema = resolve(document, at(operation, 'requestBody', 'content', 'application/json', 'schema'))
  const event = eventOf(operation)
  if (!place || !schema || event === undefined) return undefined
  const action = actionOf(document, schema)
  const said = operation['description'] ?? operation['summary']
  const parameters = place.names.map((name) => ({ name, in: 'path' as const }))
  const words = [event, ...(action === undefined ? [] : [action])].map((word) => word.replaceAll('_', ' '))
  return {
    slug: `GITHUB_${[event, action, 'event'].filter(Boolean).join('_')}`.toUpperCase(),
    name: words.join(' ').replace(/^./, (first) => first.toUpperCase()),
    description: told(typeof said === 'string' ? firstSentence(said) : '', words.join(' ')),
    instructions: `The account needs ${place.right}.`,
    scopes: [...place.scopes],
    config: place.config,
    payload: payloadOf(document, schema),
    webhook: {
      setup: 'auto',
      share: `${place.names.map((name) => `{{input.${name}|lower}}`).join('/')}#${event}`,
      create: {
        call: http('POST', place.path, {
          parameters,
          body: {
            name: 'web',
            active: true,
            events: [event],
            config: {
              url: '{{hook.url}}',
              content_type: 'json',
              secret: '{{hook.secret}}',
              insecure_ssl: '0',
            },
          },
        }),
        id: 'id',
      },
      delete: http('DELETE', `${place.path}/{{hook.id}}`, { parameters }),
      verify: { kind: 'hmac', header: 'x-hub-signature-256', prefix: 'sha256=' },
      id: '{{item.headers.x-github-delivery}}',
      match: [
        { header: 'x-github-event', in: [event] },
        ...(action === undefined ? [] : [{ path: 'action', in: [action] }]),
      ],
    },
  }
}

/** Some descriptions are a word or two. */
function told(sentence: string, words: string): string {
  return sentence.length >= 20 ? sentence : `Fires when GitHub tells of this: ${words}.`
}

/** `issues/opened` is the action `opened` of the event that the header names. */
function eventOf(operation: Json): string | undefined {
  const named = String(operation['operationId'] ?? '')
    .split('/')[0]
    ?.replaceAll('-', '_')
  return named !== undefined && /^[a-z][a-z_]*$/.test(named) ? named : undefined
}

function actionOf(document: Json, schema: Json): string | undefined {
  const choices = resolve(document, at(schema, 'properties', 'action'))?.['enum']
  return Array.isArray(choices) && choices.length === 1 ? String(choices[0]) : undefined
}

/** The fields of an event, and the names and types of theirs: whole, one such schema has a thousand lines. */
function payloadOf(document: Json, schema: Json) {
  const own = isJson(schema['properties']) ? schema['properties'] : {}
  const fields = Object.entries(own).map(([name, field]) => [
    name,
    brief(document, field, common.has(name) ? 0 : 1),
  ])
  const properties = Object.fromEntries(fields) as Record<string, JsonSchema>
  return { type: 'object' as const, properties }
}

function brief(document: Json, value: unknown, depth: number): JsonSchema {
  const schema = resolve(document, value)
  if (!schema) return {}
  const { type, description, properties } = schema
  const inner =
    depth > 0 && isJson(properties)
      ? Object.entries(properties).map(([name, field]) => [name, typeOnly(document, field)])
      : []
  return {
    ...typed(type, schema['nullable']),
    ...(typeof description === 'string' && { description: firstSentence(description) }),
    ...(inner.length > 0 && { properties: Object.fromEntries(inner) }),
  }
}

function typeOnly(document: Json, value: unknown): JsonSchema {
  const schema = resolve(document, value)
  return typed(schema?.['type'], schema?.['nullable'])
}

function typed(type: unknown, nullable: unknown): JsonSchema {
  if (typeof type === 'string' && nullable === true) return { type: [type, 'null'] }
  return typeof type === 'string' || Array.isArray(type) ? { type } : {}
}

function resolve(document: Json, value: unknown): Json | undefined {
  if (!isJson(value)) return undefined
  const { $ref } = value
  if (typeof $ref !== 'string') return value
  const found = at(document, ...$ref.replace(/^#\//, '').split('/'))
  return isJson(found) ? found : undefined
}

function at(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((found, name) => (isJson(found) ? found[name] : undefined), value)
}

/** Links of Markdown lose their target. */
function firstSentence(text: string): string {
  const plain = text.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll(/\s+/g, ' ')
  const [sentence = plain] = /^.*?[.!?](?=\s|$)/.exec(plain) ?? []
  return sentence.length > 300 ? `${sentence.slice(0, 299)}…` : sentence
}
