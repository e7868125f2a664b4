import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ApiError } from '../../http/errors.ts'
import { validateArguments } from './validate-arguments.ts'
import { compile, type Schema } from './validator.ts'

let tools = 0

/** A tool of its own for each schema: validators are kept by tool and version. */
function check(schema: Schema, args: Record<string, unknown>): unknown {
  tools += 1
  try {
    const input = { type: 'object', properties: {}, ...schema }
    return { ...validateArguments({ slug: `TEST_TOOL_${tools}`, version: '1', input }, args).args }
  } catch (error) {
    if (error instanceof ApiError && error.kind === 'ToolArgumentsInvalid') return error.options.errors
    throw error
  }
}

const issue: Schema = {
  properties: {
    owner: { type: 'string', examples: ['octocat'] },
    title: { type: 'string', minLength: 1 },
    state: { type: 'string', enum: ['open', 'closed'] },
    issue_number: { type: 'integer' },
    labels: {
      type: 'array',
      items: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
    },
    draft: { type: 'boolean' },
    milestone: { type: ['integer', 'null'] },
  },
  required: ['owner', 'title'],
}

describe('what is wrong is said in one line a field', () => {
  test('a missing argument: its type and an example', () => {
    expect(check(issue, {})).toStrictEqual([
      'owner: is required (string); for example "octocat"',
      'title: is required (string)',
    ])
  })

  test('a value of another type, deep inside: what was given', () => {
    expect(check(issue, { owner: 'a', title: 't', labels: [{ name: 'x' }, { name: 5 }, {}] })).toStrictEqual([
      'labels[1].name: must be string, but 5 was given',
      'labels[2].name: is required (string)',
    ])
  })

  test('a value outside an enum: what is allowed', () => {
    expect(check(issue, { owner: 'a', title: 't', state: 'opened' })).toStrictEqual([
      'state: must be one of "open", "closed", but "opened" was given',
    ])
  })

  test('a misspelt name: what was meant', () => {
    expect(check(issue, { owner: 'a', title: 't', issueNumber: 5 })).toStrictEqual([
      'issueNumber: is not an argument of this tool; did you mean issue_number?',
    ])
  })

  test('a name far from all: what there is', () => {
    expect(check({ properties: { a: {}, b: {} } }, { zebra: 1 })).toStrictEqual([
      'zebra: is not an argument of this tool; it takes a, b',
    ])
  })

  test('a long value is cut', () => {
    const [line] = check(issue, { owner: 'a', title: 't', state: 'x'.repeat(5_000) }) as string[]
    expect(line?.length).toBeLessThan(200)
  })
})

describe('what models write otherwise', () => {
  test('null for an optional argument means that it is left out', () => {
    expect(check(issue, { owner: 'a', title: 't', state: null, draft: null })).toStrictEqual({
      owner: 'a',
      title: 't',
    })
  })

  test('null stays where the schema allows it', () => {
    expect(check(issue, { owner: 'a', title: 't', milestone: null })).toHaveProperty('milestone', null)
  })

  test('null for a required argument is an error', () => {
    expect(check(issue, { owner: null, title: 't' })).toStrictEqual([
      'owner: is required (string); for example "octocat"',
    ])
  })

  test.each([
    ['issue_number', '42', 42],
    ['issue_number', '-1', -1],
    ['draft', 'true', true],
    ['draft', 'false', false],
  ])('%s: the text %j is read as %j', (name, given, read) => {
    expect(check(issue, { owner: 'a', title: 't', [name]: given })).toHaveProperty(name, read)
  })

  test.each([['042'], ['1e3'], ['NaN'], ['Infinity'], [''], ['9007199254740993']])(
    'the text %j is not taken for a whole number',
    (given) => {
      expect(check(issue, { owner: 'a', title: 't', issue_number: given })).toStrictEqual([
        `issue_number: must be integer, but "${given}" was given`,
      ])
    },
  )
})

describe('repairs', () => {
  const schema: Schema = {
    properties: {
      labels: { type: 'array', items: { type: 'string' } },
      ids: { type: 'array', items: { type: 'integer' } },
      state: { type: 'string', enum: ['open', 'closed'] },
      mode: { type: 'string', enum: ['ASC', 'asc'] },
      email: { type: 'string', format: 'email' },
      text: { type: 'string' },
      size: { type: ['integer', 'null'] },
      either: { type: ['string', 'integer'] },
      draft: { type: 'boolean' },
      options: { type: 'object', properties: { depth: { type: 'integer' } } },
      marks: { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'object' }] } },
    },
  }
  const repaired = (args: Record<string, unknown>) => {
    const { args: result, repairs } = validateArguments(
      { slug: 'TEST_REPAIRS', version: '1', input: { type: 'object', ...schema } },
      args,
    )
    return { args: { ...result }, repairs }
  }

  test.each([
    [{ labels: 'bug' }, { labels: ['bug'] }, ['labels: one value read as a list']],
    [{ marks: 'bug' }, { marks: ['bug'] }, ['marks: one value read as a list']],
    [{ marks: { name: 'bug' } }, { marks: [{ name: 'bug' }] }, ['marks: one value read as a list']],
    [{ ids: '7' }, { ids: [7] }, ['ids: one value read as a list']],
    [{ ids: 7 }, { ids: [7] }, ['ids: one value read as a list']],
    [{ ids: ['7', 8] }, { ids: [7, 8] }, ['ids[0]: text read as a number']],
    [{ labels: '["a","b"]' }, { labels: ['a', 'b'] }, ['labels: JSON text read as what it says']],
    [{ state: ' Open ' }, { state: 'open' }, ['state: spelling of an allowed value corrected']],
    [{ size: ' 42 ' }, { size: 42 }, ['size: text read as a number']],
    [{ draft: ' True' }, { draft: true }, ['draft: text read as true or false']],
    [{ email: ' a@b.c\n' }, { email: 'a@b.c' }, ['email: spaces around it left out']],
    [
      { options: '{"depth":"3"}' },
      { options: { depth: 3 } },
      ['options.depth: text read as a number', 'options: JSON text read as what it says'],
    ],
  ])('%j is read as %j', (given, args, repairs) => {
    const before = structuredClone(given)
    expect(repaired(given)).toStrictEqual({ args, repairs })
    expect(given).toStrictEqual(before)
  })

  test.each([
    [{ text: ' padded ' }],
    [{ text: '{"a":1}' }],
    [{ either: '5' }],
    [{ labels: ['x'] }],
    [{ size: null }],
  ])('%j stays as it is', (args) => {
    expect(repaired(args)).toStrictEqual({ args, repairs: [] })
  })

  test.each([[{ mode: 'Asc' }], [{ options: '{broken' }], [{ labels: { a: 1 } }], [{ options: '[1]' }]])(
    '%j has no single reading and is refused',
    (args) => expect(() => repaired(args)).toThrow(ApiError),
  )

  test('values of alternatives and formats are explained', () => {
    const input: Schema = {
      properties: {
        to: { anyOf: [{ type: 'string' }, { type: 'array' }] },
        at: { type: 'string', format: 'date-time' },
      },
    }
    expect(check(input, { to: 5, at: 6 })).toStrictEqual([
      'to: must be string or array, but 5 was given',
      'at: must be string, but 6 was given; for example "2026-01-31T09:00:00Z"',
    ])
  })
})

describe('hostile schemas and arguments', () => {
  test('an exponential pattern is matched in linear time', () => {
    // The time limit of tests is the bar: another engine would not end in the life of the machine.
    const schema = { properties: { a: { type: 'string', pattern: '^(a+)+$' } } }
    expect(check(schema, { a: `${'a'.repeat(5_000)}!` })).toHaveLength(1)
  })

  test('the control: the engine of the language does not come to an end with it', () => {
    const run = () => runInNewContext(`/^(a+)+$/.test('${'a'.repeat(60)}!')`, {}, { timeout: 100 })
    expect(run).toThrow(/timed out/)
  })

  test('a pattern beyond RE2 is dropped, and the rest of the schema holds', () => {
    const schema = { properties: { a: { type: 'string', pattern: '^(?=.*\\d).+$' } } }
    expect(check(schema, { a: 'none' })).toStrictEqual({ a: 'none' })
    expect(check(schema, { a: 1 })).toStrictEqual(['a: must be string, but 1 was given'])
  })

  test('uniqueItems is not checked, which would take seconds for many objects', () => {
    const items = Array.from({ length: 20_000 }, (_unused, index) => ({ index }))
    const schema = { properties: { a: { type: 'array', uniqueItems: true, items: { type: 'object' } } } }
    expect(check(schema, { a: items })).toStrictEqual({ a: items })
    // Equal items would be refused if it were.
    expect(check(schema, { a: [{}, {}] })).toStrictEqual({ a: [{}, {}] })
  })

  test('a million wrong items end in one error', () => {
    const schema = { properties: { a: { type: 'array', items: { type: 'string' } } } }
    expect(check(schema, { a: Array.from({ length: 1_000_000 }, () => 1) })).toStrictEqual([
      'a[0]: must be string, but 1 was given',
    ])
  })

  test('references outside the schema are not followed', () => {
    const schema = {
      properties: { a: { $ref: 'https://example.com/schema.json' }, b: { $ref: '#/$defs/b' } },
      $defs: { b: { type: 'string' } },
    }
    expect(check(schema, { a: 1, b: 2 })).toStrictEqual(['b: must be string, but 2 was given'])
  })

  test('a schema that does not compile is reduced to names and types', () => {
    const schema = {
      properties: { a: { type: 'integer', allOf: [{ $ref: '#/$defs/gone' }] } },
      required: ['a'],
    }
    expect(check(schema, { a: 'x' })).toStrictEqual(['a: must be integer, but "x" was given'])
    expect(check(schema, {})).toStrictEqual(['a: is required (integer)'])
    expect(check(schema, { a: 1 })).toStrictEqual({ a: 1 })
  })

  test('keys such as __proto__ are names like any other', () => {
    const args = JSON.parse('{"__proto__": {"polluted": 1}, "constructor": 1}')
    expect(check({}, args)).toHaveLength(2)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  test('the control: a merge that takes keys as they come changes every object', () => {
    const merge = (into: Record<string, unknown>, from: Record<string, unknown>) => {
      for (const [key, value] of Object.entries(from)) {
        if (typeof value === 'object')
          merge(into[key] as Record<string, unknown>, value as Record<string, unknown>)
        else into[key] = value
      }
    }
    merge({}, JSON.parse('{"__proto__": {"polluted": 1}}') as Record<string, unknown>)
    try {
      expect(({} as { polluted?: unknown }).polluted).toBe(1)
    } finally {
      delete (Object.prototype as { polluted?: unknown }).polluted
    }
  })

  test('no arguments whatever make the check fail otherwise than with lines', () => {
    const validator = compile({ type: 'object', ...issue })
    fc.assert(
      fc.property(fc.object(), (args) => {
        const result = check(issue, args)
        if (Array.isArray(result)) expect(result.every((line) => typeof line === 'string')).toBe(true)
        else expect(validator.check(result)).toStrictEqual([])
      }),
      { numRuns: 300 },
    )
  })
})
