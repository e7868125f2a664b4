/**
 * Trigger types: how the server learns that something happened in an app. Data only, like the rest of a manifest;
 * `server/src/triggers` is the one engine that carries all of them out.
 *
 * | type      | block     | how                                                                                    |
 * | --------- | --------- | -------------------------------------------------------------------------------------- |
 * | `poll`    | `poll`    | ask again and again; a cursor says what is new                                         |
 * | `webhook` | `webhook` | the app calls us: `auto` (the server registers the hook with the account's credential),  |
 * |           |           | `app` (the developer registers one URL for an OAuth app), `manual` (for one instance)   |
 *
 * Templates see, besides `conn` and `cfg`: `input` (the instance's configuration), `state` (`cursor`: where the last
 * poll ended, left out at the first; `since`: epoch seconds, a day before the last successful poll), `now` (`iso`, `epoch`, `epoch_ms`), `item` (one thing that happened; `_` is the
 * whole of it) and `hook` (`url`, `secret`, `id`: of the upstream hook). A text that is exactly one `{{…}}` keeps the
 * value's type, and is left out when an `input`, `state`, `item` or `hook` is missing.
 */
import { z } from 'zod'
import { BuiltinExec, GraphqlExec, HttpExec, Template } from './exec.ts'

const Path = z.string().min(1)
const ObjectSchema = z.looseObject({
  type: z.literal('object'),
  properties: z.record(z.string(), z.record(z.string(), z.unknown())),
})
const Constants = z.record(z.string(), z.unknown())

/** A request with the account's credential. Arguments of the call are the configuration, unless `arguments` says. */
export const TriggerCall = z.strictObject({
  exec: z.discriminatedUnion('kind', [HttpExec, GraphqlExec, BuiltinExec]),
  arguments: Constants.optional(),
})

/**
 * What is new since the last poll. At its first poll an instance only learns where it stands: nothing that was there
 * before fires.
 *
 * | kind       | `state.cursor`                          | new is                                                   |
 * | ---------- | --------------------------------------- | -------------------------------------------------------- |
 * | `max`      | greatest `field` seen                   | what has it as great or greater and was not seen          |
 * | `token`    | the token at `next`                     | what is listed after the token                            |
 * | `delta`    | the link at `link`, called as it is     | what is listed behind the link                            |
 * | `snapshot` | ids of the list, with their `version`   | ids that were not there (or are gone, or changed)         |
 * | `rows`     | rows counted                            | rows past that number                                     |
 */
export const PollCursor = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('max'),
    field: Path,
    /** How values compare: ISO 8601 dates as times, numbers (also as text) as numbers. */
    as: z.enum(['time', 'number']),
    /** Where the cursor starts; without, at the greatest of the first poll. */
    start: Template.optional(),
  }),
  z.strictObject({
    kind: z.literal('token'),
    next: Path,
    /** The first token, when the list itself does not give one. */
    start: z.strictObject({ call: TriggerCall, token: Path }).optional(),
    /** Statuses by which the provider says that the token is too old: the instance starts anew. */
    expired: z.array(z.number().int()).default([410]),
  }),
  z.strictObject({
    kind: z.literal('delta'),
    link: Path.default('@odata.deltaLink'),
    page: Path.default('@odata.nextLink'),
    expired: z.array(z.number().int()).default([410]),
  }),
  z.strictObject({
    kind: z.literal('snapshot'),
    emits: z.array(z.enum(['added', 'removed', 'changed'])).min(1),
    /** A field that differs when the thing changed. */
    version: Path.optional(),
  }),
  z.strictObject({ kind: z.literal('rows') }),
])

/** A rule that a thing must meet: a value equals or is one of these, or equals what a template gives. */
export const Match = z
  .strictObject({
    /** Dotted path into the event. */
    path: Path.optional(),
    /** Or a header of the request, in lower case. */
    header: z.string().optional(),
    in: z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
    /** Equal to this, as text; met when the template names an input that was not given. */
    equals: Template.optional(),
    /** Whether there is anything. */
    present: z.boolean().optional(),
    /** A time, ISO 8601, that is not before the instance was made. */
    since_start: z.literal(true).optional(),
  })
  .refine(({ path, header }) => (path === undefined) !== (header === undefined), 'path or header')

export const Poll = z.strictObject({
  call: TriggerCall,
  /** Where the answer has the list; the list itself when the answer is one. `_`: the answer is the one thing watched. */
  items: Path.default('items'),
  /**
   * Where the answer has the token of the next page while there is one; given as `{{state.page}}`. `@link.next`: the
   * `Link` header has its address.
   */
  page: Path.optional(),
  /** Identity of an item: the same text never fires twice. */
  id: Template,
  cursor: PollCursor,
  match: z.array(Match).default([]),
  /** Identities remembered, so that an item on the border of the cursor fires once. */
  dedupe: z.number().int().min(10).max(5_000).default(500),
  /** Asked for each new item; its answer becomes the item. */
  detail: TriggerCall.optional(),
})

/**
 * How a call is proved to come from the app. `secret` names the field that holds the secret: of the endpoint
 * (`setup_fields`), or `secret` for a hook that the server registered.
 */
const secret = z.string().default('secret')
export const Verify = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('hmac'),
    secret,
    header: z.string(),
    algorithm: z.enum(['sha1', 'sha256', 'sha512']).default('sha256'),
    encoding: z.enum(['hex', 'base64']).default('hex'),
    /** Before the signature in the header: `sha256=`. */
    prefix: z.string().default(''),
    /** What is signed: `{body}`, `{timestamp}` and `{url}` stand for the raw body, the header and our URL. */
    content: z.string().default('{body}'),
    timestamp_header: z.string().optional(),
    /** Where the signed body says when it was sent, in milliseconds. */
    timestamp_path: Path.optional(),
    tolerance_seconds: z.number().int().positive().default(300),
  }),
  z.strictObject({ kind: z.literal('stripe'), secret, tolerance_seconds: z.number().int().default(300) }),
  z.strictObject({ kind: z.literal('svix'), secret, tolerance_seconds: z.number().int().default(300) }),
  /** A JWT signed with the secret (HS256). */
  z.strictObject({ kind: z.literal('jwt'), secret, header: z.string().default('authorization') }),
  /** Discord: the application's public key in hex. */
  z.strictObject({
    kind: z.literal('ed25519'),
    secret: z.string().default('public_key'),
    header: z.string().default('x-signature-ed25519'),
    timestamp_header: z.string().default('x-signature-timestamp'),
    tolerance_seconds: z.number().int().default(300),
  }),
  /** Microsoft Graph: every event repeats the secret that the hook was made with. */
  z.strictObject({ kind: z.literal('client_state'), secret, path: Path.default('clientState') }),
  /** The secret itself, in a header, the query or the body. */
  z.strictObject({
    kind: z.literal('token'),
    secret,
    in: z.enum(['header', 'query', 'body']),
    name: z.string(),
  }),
  /** The app signs nothing (Trello with a user's token, HubSpot's lists): the URL alone is the secret. */
  z.strictObject({ kind: z.literal('url') }),
])

/** How the app asks whether we are there, and the answer it wants. */
export const Challenge = z.discriminatedUnion('kind', [
  /** The value of a query parameter or a body field, sent back as text or as JSON under a name. */
  z.strictObject({ kind: z.literal('echo_query'), name: z.string() }),
  z.strictObject({ kind: z.literal('echo_body'), path: Path, as: z.enum(['text', 'json']).default('text') }),
  /** Asana: a header holds the secret of all later signatures and is repeated. */
  z.strictObject({ kind: z.literal('echo_header'), name: z.string(), keep_as_secret: z.boolean() }),
  /** A plain yes to HEAD or GET (Trello, Mailchimp). */
  z.strictObject({ kind: z.literal('ok') }),
  /** Discord: a body of this type is answered by one of the same type. */
  z.strictObject({ kind: z.literal('ping'), path: Path, equals: z.union([z.string(), z.number()]) }),
])

export const SetupField = z.strictObject({
  name: z.string(),
  display_name: z.string(),
  description: z.string(),
  secret: z.boolean().default(true),
  required: z.boolean().default(true),
})

export const Webhook = z.strictObject({
  setup: z.enum(['auto', 'app', 'manual']),
  /** `auto`: one hook upstream for all instances of an account for which this is the same. */
  share: Template.optional(),
  create: z
    .strictObject({
      call: TriggerCall,
      /** Where the answer has the hook's id; with none the hook is known by its URL. */
      id: Path.optional(),
      /** Where the answer has the secret, when the app and not the server makes it up. */
      secret: Path.optional(),
      /** Where the answer says until when: ISO 8601, or milliseconds since 1970. */
      expires: Path.optional(),
      /** Further parts of the answer that `delete` and `renew` need: `{{hook.<name>}}`. */
      keep: z.record(z.string(), Path).optional(),
    })
    .optional(),
  /** Called a while before the hook ends; without, it is created anew. */
  renew: TriggerCall.optional(),
  delete: TriggerCall.optional(),
  /** `app`, `manual`: what the developer enters after registering the URL. */
  setup_fields: z.array(SetupField).default([]),
  verify: Verify,
  challenge: z.array(Challenge).default([]),
  /** Where the body has a list of events; the body is one event otherwise. */
  explode: Path.optional(),
  /**
   * `app`: whose event it is. Each key is a place in the event and what it must equal there, as a template over the
   * account and, as `item`, over the answer of `call`, which is asked once when the instance is made.
   */
  route: z
    .strictObject({
      call: TriggerCall.optional(),
      keys: z.array(z.strictObject({ path: Path, equals: Template })).min(1),
    })
    .optional(),
  match: z.array(Match).default([]),
  /** Identity of an event; headers are `item.headers.<name>`. The provider's retries have the same. */
  id: Template,
  /** Asked for each event that matches; its answer becomes the item. */
  detail: TriggerCall.optional(),
})

export const Trigger = z
  .strictObject({
    slug: z.string().regex(/^[A-Z0-9][A-Z0-9_]*$/, 'a trigger slug is UPPER_SNAKE_CASE'),
    name: z.string().min(1),
    description: z.string().min(20),
    /** What to do before it works. */
    instructions: z.string().default(''),
    /** Scopes one of which the account must have been granted; a grant that says none is taken at its word. */
    scopes: z.array(z.string().min(1)).min(1).optional(),
    config: ObjectSchema,
    payload: ObjectSchema,
    /** The event as the receiver gets it, from templates; the item itself when left out. */
    map: Constants.optional(),
    poll: Poll.optional(),
    webhook: Webhook.optional(),
    /** What clients know it as, where that is not the way in which we learn of its events. */
    type: z.enum(['poll', 'webhook']).optional(),
  })
  .refine(({ poll, webhook }) => (poll === undefined) !== (webhook === undefined), 'poll or webhook')

export type Trigger = z.infer<typeof Trigger>
export type TriggerInput = z.input<typeof Trigger>
export type TriggerCall = z.infer<typeof TriggerCall>
export type Poll = z.infer<typeof Poll>
export type PollCursor = z.infer<typeof PollCursor>
export type Match = z.infer<typeof Match>
export type Webhook = z.infer<typeof Webhook>
export type Verify = z.infer<typeof Verify>
export type Challenge = z.infer<typeof Challenge>
export type SetupField = z.infer<typeof SetupField>
