/** Short ways to write the schemas of arguments and answers. */
type Schema = { [keyword: string]: unknown }

export const text = (description: string, more: Schema = {}): Schema => ({
  type: 'string',
  description,
  ...more,
})

/** An identifier or another text that may not be empty. */
export const id = (description: string, more: Schema = {}): Schema =>
  text(description, { minLength: 1, ...more })

export const flag = (description: string, more: Schema = {}): Schema => ({
  type: 'boolean',
  description,
  ...more,
})

export const whole = (description: string, more: Schema = {}): Schema => ({
  type: 'integer',
  description,
  ...more,
})

export const oneOf = (values: readonly string[], description: string, more: Schema = {}): Schema => ({
  type: 'string',
  enum: [...values],
  description,
  ...more,
})

export const texts = (description: string, more: Schema = {}): Schema => ({
  type: 'array',
  items: { type: 'string' },
  description,
  ...more,
})

export const integers = (description: string, more: Schema = {}): Schema => ({
  type: 'array',
  items: { type: 'integer' },
  description,
  ...more,
})

export const several = (items: Schema, description: string, more: Schema = {}): Schema => ({
  type: 'array',
  items,
  description,
  ...more,
})

/** An object whose keys the provider defines. */
export const open = (description: string, more: Schema = {}): Schema => ({
  type: 'object',
  additionalProperties: true,
  description,
  ...more,
})

export const anything = { type: 'object', additionalProperties: true }

/** The answer of a tool: an object with these fields, of which more may come. */
export const answer = (properties: Record<string, Schema>) => ({ type: 'object' as const, properties })

/** An answer's fields that are texts, by name. */
export const textFields = (...names: string[]): Record<string, Schema> =>
  Object.fromEntries(names.map((name) => [name, { type: 'string' }]))

/** An answer's field that is a list of objects. */
export const listOf = (fields: Record<string, Schema> = {}): Schema => ({
  type: 'array',
  items: { type: 'object', properties: fields, additionalProperties: true },
})

export const number = (description: string, more: Schema = {}): Schema => ({
  type: 'number',
  description,
  ...more,
})

/** An object with these fields; others are allowed too. */
export const record = (
  properties: Record<string, Schema>,
  description: string,
  required: readonly string[] = [],
): Schema => ({
  type: 'object',
  properties,
  description,
  ...(required.length > 0 && { required: [...required] }),
})

/** Fields of an answer without a description. */
export const words = { type: 'string' }
export const count = { type: 'integer' }
export const yesNo = { type: 'boolean' }
export const arrayOf = (items: Schema): Schema => ({ type: 'array', items })
