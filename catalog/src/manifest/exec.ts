/**
 * How a tool is carried out: one HTTP call, a GraphQL operation, a few calls in a row, or a function of the server.
 *
 * Everywhere below, a *template* may be a constant too. A constant that is exactly one `{{…}}` keeps the type of
 * the value it names (a number stays a number); when it names an optional `input` that was not given, the field is
 * left out.
 */
import { z } from 'zod'

/** Text with `{{namespace.name|filter}}` in it; see `template.ts`. */
export const Template = z.string()

/**
 * How an array or object becomes text. For `a` = [1, 2] and `a` = {k: 1, l: [2]}:
 *
 * | style        | in    | array                 | object                           |
 * | ------------ | ----- | --------------------- | -------------------------------- |
 * | `repeat`     | q, f  | `a=1&a=2`             | JSON (a form: `a[k]=1&a[l][0]=2`) |
 * | `comma`      | q, f  | `a=1,2`               | as `repeat`                      |
 * | `space`      | q, f  | `a=1 2`               | as `repeat`                      |
 * | `pipe`       | q, f  | `a=1\|2`              | as `repeat`                      |
 * | `brackets`   | q, f  | `a[]=1&a[]=2`         | `a[k]=1&a[l][]=2`                |
 * | `deepObject` | q, f  | `a[0]=1&a[1]=2`       | `a[k]=1&a[l][0]=2` (Stripe)      |
 * | `dotted`     | q, f  | `a.1=1&a.2=2`         | `a.k=1&a.l.1=2` (AWS EC2)        |
 * | `member`     | q, f  | `a.member.1=1&…`      | `a.k=1&a.l.member.1=2` (AWS query) |
 * | `json`       | all   | `a=[1,2]`             | `a={"k":1,"l":[2]}`              |
 * | `label`      | path  | `.1.2`                | –                                |
 * | `matrix`     | path  | `;a=1,2`              | –                                |
 * | `segments`   | path  | a resource name: `projects/x/items/y`, each part encoded, the slashes kept |
 */
export const parameterStyles = [
  'repeat',
  'comma',
  'space',
  'pipe',
  'brackets',
  'deepObject',
  'dotted',
  'member',
  'json',
  'label',
  'matrix',
  'segments',
] as const

/** Where one tool argument goes in the request. */
export const Parameter = z.strictObject({
  /** Property of the tool's input schema. */
  name: z.string(),
  in: z.enum(['path', 'query', 'header', 'cookie', 'body']),
  /**
   * Name on the wire when it differs from `name`. In a JSON or XML body, dots nest and whole numbers are places
   * of an array: `requests.0.text`. A backslash takes the next character as it is: `odata\.type`, `items.\0`.
   */
  wire: z.string().optional(),
  style: z.enum(parameterStyles).default('repeat'),
  /** The argument is an object whose own keys go to the location one by one (`additional_fields`). */
  spread: z.boolean().default(false),
  /**
   * In a path: the segments that stand for the argument, `{}` for its value: `{ me: 'me', '*': 'users/{}' }`
   * is `me` for the value "me" and `users/ANN` for "ANN".
   */
  routes: z.record(z.string(), z.string()).optional(),
  /** Content type of this part of a multipart body; JSON for objects, the file's own for files when left out. */
  content_type: z.string().optional(),
})

/** A sign in the answer, other than its status, that the call failed. */
export const FailureRule = z
  .strictObject({
    /** Dotted path into the body; numbers are places of an array. */
    path: z.string(),
    /** Failed when the value equals this (Slack: `ok` = false). */
    equals: z.union([z.string(), z.number(), z.boolean()]).optional(),
    /** Failed when there is a value and it is another (Zoho: `code` other than 0). */
    differs: z.union([z.string(), z.number(), z.boolean()]).optional(),
    /** Failed when there is something: not null, false, "" or an empty list or object (GraphQL: `errors`). */
    present: z.literal(true).optional(),
    /** Failed when there is nothing. */
    absent: z.literal(true).optional(),
    /** The rule does not count when this path holds something: errors beside usable data. */
    unless: z.string().optional(),
  })
  .refine(
    ({ equals, differs, present, absent }) =>
      [equals, differs, present, absent].filter((test) => test !== undefined).length === 1,
    'exactly one of equals, differs, present and absent',
  )
/** One rule or several, any of which means failure. */
export const Failure = z.union([FailureRule, z.array(FailureRule).min(1)])

/** How an answer is read, where the usual reading does not do. */
export const ResponseSpec = z.strictObject({
  /** The part of the body that is the result. */
  path: z.string().optional(),
  /**
   * Result fields that come only in a header: field → header, or with `last_segment` only what follows the last
   * slash of it (an id in `Location`).
   */
  headers: z
    .record(
      z.string(),
      z.union([z.string(), z.strictObject({ name: z.string(), take: z.enum(['whole', 'last_segment']) })]),
    )
    .optional(),
  /** Failures with a 2xx status, besides the toolkit's. */
  failure: Failure.optional(),
  /** Output property that receives a file; marked `file_downloadable` in the output schema. */
  file: z.string().optional(),
  /** Elements of an XML answer that are lists even with one entry, by name. */
  xml_lists: z.array(z.string()).optional(),
})

const parameters = z.array(Parameter).default([])
const constants = z.union([z.record(z.string(), z.unknown()), z.array(z.unknown())])

export const HttpExec = z.strictObject({
  kind: z.literal('http'),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD']),
  /** Path below the toolkit's base URL, with `{name}` for each path parameter; or an absolute URL template. */
  path: z.string(),
  parameters,
  /** Constants or templates added to the query. */
  query: z.record(z.string(), Template).default({}),
  /** Constants or templates of the body, at any depth; an array for a body that is one. */
  body: constants.optional(),
  /**
   * | type        | body                                                                                  |
   * | ----------- | ------------------------------------------------------------------------------------- |
   * | `json`      | object or array, from constants and parameters                                        |
   * | `form`      | `application/x-www-form-urlencoded`                                                   |
   * | `multipart` | `multipart/form-data`; arguments marked `file_uploadable` are file parts              |
   * | `related`   | `multipart/related`: a JSON part of everything but the file, then the file (Google)   |
   * | `raw`       | the single body parameter itself: a file's bytes, text, or anything else as JSON      |
   * | `xml`       | the body as XML: one root element, `@name` for attributes, `#text` for text           |
   */
  body_type: z.enum(['json', 'form', 'multipart', 'related', 'raw', 'xml']).default('json'),
  /** Root element of an `xml` body. */
  xml_root: z.string().optional(),
  headers: z.record(z.string(), Template).default({}),
  response: ResponseSpec.optional(),
})

export const GraphqlExec = z.strictObject({
  kind: z.literal('graphql'),
  /** Path below the base URL; empty when the base URL is the endpoint. */
  path: z.string().default(''),
  /** The document. Arguments never enter it: they are variables. */
  query: z.string().min(1),
  operation_name: z.string().optional(),
  /** Arguments by the place in `variables` that they take; dots nest. */
  variables: z
    .array(
      z.strictObject({
        name: z.string(),
        wire: z.string().optional(),
        /** The argument's own keys are variables. */
        spread: z.boolean().default(false),
      }),
    )
    .default([]),
  /** Constants or templates among the variables. */
  constants: z.record(z.string(), z.unknown()).optional(),
  headers: z.record(z.string(), Template).default({}),
  /** `path` is relative to the answer's `data`; `failure` rules see the whole body. */
  response: ResponseSpec.optional(),
})

/** A function of the server, by name, for what a declarative call cannot do (building a MIME message, say). */
export const BuiltinExec = z.strictObject({
  kind: z.literal('builtin'),
  name: z.string(),
})

/** A tool of the MCP server at the toolkit's base URL. */
export const McpExec = z.strictObject({
  kind: z.literal('mcp'),
  /** Its name there. */
  tool: z.string().min(1).max(256),
  /** SHA-256 of the definition that was approved; a tool that says something else by now does not run. */
  fingerprint: z.string(),
  /** The definition changed, and nobody has approved the change yet. */
  held: z.boolean().optional(),
})

/** `{{…}}` without the braces: `steps.find.items.0.id`, `input.label`. */
const Reference = z.string().regex(/^[a-z]+\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*$/, 'namespace.path')

export const Step = z.strictObject({
  /** By which later templates name its result: `{{steps.<name>.<path>}}`. */
  name: z.string().regex(/^[a-z][a-z0-9_]*$/, 'lower case letters, digits and _'),
  /** The step is left out when this names nothing. */
  when: Reference.optional(),
  call: z.discriminatedUnion('kind', [HttpExec, GraphqlExec]),
})

/**
 * Calls in a row. Their templates may read what earlier steps returned, after shaping: `{{steps.find.items.0.id}}`.
 * The first failure ends the tool with that step's error.
 */
export const StepsExec = z.strictObject({
  kind: z.literal('steps'),
  steps: z.array(Step).min(1).max(10),
  /** The result, from templates; the last step's when left out. */
  result: z.record(z.string(), z.unknown()).optional(),
})

export const Exec = z.discriminatedUnion('kind', [HttpExec, GraphqlExec, StepsExec, BuiltinExec, McpExec])

/** How the next page of a list is asked for. Paths lead into the shaped result. */
export const Pagination = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('cursor'),
    /** Argument that takes the cursor. */
    argument: z.string(),
    /** Where the answer has it; there is no next page when it is missing or empty. */
    cursor: z.string(),
    /** There is no next page when this is false. */
    more: z.string().optional(),
    items: z.string().optional(),
    size_argument: z.string().optional(),
  }),
  z.strictObject({
    kind: z.literal('page'),
    argument: z.string(),
    first: z.number().int().min(0).default(1),
    /** A page that is shorter than this argument is the last one. */
    size_argument: z.string().optional(),
    /** Where the answer says how many pages there are. */
    total_pages: z.string().optional(),
    items: z.string().optional(),
  }),
  z.strictObject({
    kind: z.literal('offset'),
    argument: z.string(),
    size_argument: z.string().optional(),
    /** Where the answer says how many items there are. */
    total: z.string().optional(),
    items: z.string().optional(),
  }),
  /** RFC 8288: the header `Link` with rel="next"; its query parameters are the arguments of the next call. */
  z.strictObject({ kind: z.literal('link_header'), items: z.string().optional() }),
  /** A field of the answer that holds the URL of the next page; its query parameters are the arguments. */
  z.strictObject({ kind: z.literal('next_url'), url: z.string(), items: z.string().optional() }),
])

/**
 * What to leave out of a result that is too large for a model. Paths are dotted; `*` is any key or place, `*_url` any
 * key with that end.
 */
export const ResultHints = z.strictObject({
  /** The list that makes up most of the result: shortened first. */
  items: z.string().optional(),
  /** What a reader of the result rarely needs, in the order to drop it. */
  drop: z.array(z.string()).optional(),
  /** What has to stay, whatever is dropped; when that is not enough, all that is left of an item (or of the whole). */
  keep: z.array(z.string()).optional(),
})

export type Exec = z.infer<typeof Exec>
export type ParameterStyle = (typeof parameterStyles)[number]
export type Parameter = z.infer<typeof Parameter>
export type FailureRule = z.infer<typeof FailureRule>
export type Failure = z.infer<typeof Failure>
export type ResponseSpec = z.infer<typeof ResponseSpec>
export type HttpExec = z.infer<typeof HttpExec>
export type GraphqlExec = z.infer<typeof GraphqlExec>
export type BuiltinExec = z.infer<typeof BuiltinExec>
export type McpExec = z.infer<typeof McpExec>
export type Step = z.infer<typeof Step>
export type StepsExec = z.infer<typeof StepsExec>
export type Pagination = z.infer<typeof Pagination>
export type ResultHints = z.infer<typeof ResultHints>
