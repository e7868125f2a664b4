/** Short ways to write trigger types. */
import type { JsonSchema } from '../src/manifest/manifest.ts'
import type { TriggerInput } from '../src/manifest/trigger.ts'

type Properties = Readonly<Record<string, JsonSchema>>
export type WebhookInput = NonNullable<TriggerInput['webhook']>
export type CallInput = NonNullable<NonNullable<TriggerInput['poll']>['call']>

/** A field of a payload that is always there. */
export const field = (type: string, description: string): JsonSchema => ({ type, description })
/** One that the app may leave out. */
export const maybe = (description: string): JsonSchema => ({ default: null, description })

/** An object schema; all of `required` are required. */
export function shape(required: Properties, optional: Properties = {}) {
  const names = Object.keys(required)
  return {
    type: 'object' as const,
    properties: { ...required, ...optional },
    ...(names.length > 0 && { required: names }),
  }
}

/** A payload schema. */
export const payload = shape

/** The configuration of a poll: what is asked for, and how often to look. */
export function pollConfig(required: Properties, optional: Properties = {}) {
  return shape(required, {
    ...optional,
    interval: {
      type: 'number',
      minimum: 1,
      maximum: 1440,
      default: 1,
      description: 'Minutes between two looks.',
    },
  })
}

type HttpCall = Extract<CallInput['exec'], { kind: 'http' }>

/** A request; templates name what goes in. */
export function http(method: HttpCall['method'], path: string, more: Partial<HttpCall> = {}): CallInput {
  return { exec: { kind: 'http', method, path, ...more } }
}

/** A GraphQL operation; `constants` are its variables. */
export function graphql(query: string, constants: Record<string, unknown> = {}): CallInput {
  return { exec: { kind: 'graphql', query, constants } }
}

/** What a poll that hands on the whole thing under one name says. */
export function whole(event: string, name: string) {
  return { event_type: event, [name]: '{{item._}}' }
}

/** Payload of such a poll. */
export function wholePayload(name: string, description: string) {
  return shape({
    event_type: field('string', 'What happened.'),
    [name]: { type: 'object', additionalProperties: true, description },
  })
}
