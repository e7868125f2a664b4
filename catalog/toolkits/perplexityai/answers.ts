/** Answers of the Sonar models, at once or in the background. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inBody, inPath, reads, writes } from '../parameters.ts'
import { date, domainFilter, recencyFilter } from './inputs.ts'

/** The API demands a model. */
const model = 'sonar'

const askInput = {
  messages: {
    type: 'array',
    minItems: 1,
    items: {
      type: 'object',
      properties: {
        role: { type: 'string', enum: ['system', 'user', 'assistant'], description: 'Who speaks.' },
        content: { type: 'string', description: 'What is said.' },
      },
      required: ['role', 'content'],
    },
    description: 'The conversation; the last message is the question. One with role system sets the manner.',
    examples: [[{ role: 'user', content: 'What changed in PostgreSQL 18?' }]],
  },
  model: {
    type: 'string',
    enum: ['sonar', 'sonar-pro', 'sonar-reasoning-pro', 'sonar-deep-research'],
    default: model,
    description: 'sonar is quick and cheap, sonar-pro reads more, sonar-deep-research takes minutes.',
  },
  max_tokens: { type: 'integer', minimum: 1, description: 'Longest answer, in tokens.' },
  temperature: { type: 'number', minimum: 0, maximum: 2, description: 'How much chance plays a part.' },
  top_p: { type: 'number', minimum: 0, maximum: 1, description: 'Share of likely words to choose from.' },
  search_mode: { type: 'string', enum: ['web', 'academic', 'sec'], description: 'Where to look.' },
  search_domain_filter: domainFilter,
  search_recency_filter: recencyFilter,
  search_after_date_filter: date('Only pages published after this day.'),
  search_before_date_filter: date('Only pages published before this day.'),
  web_search_options: {
    type: 'object',
    properties: {
      search_context_size: { type: 'string', enum: ['low', 'medium', 'high'] },
      user_location: { type: 'object', additionalProperties: true },
    },
    description: 'How much to read of the web, and where the person is.',
  },
  reasoning_effort: {
    type: 'string',
    enum: ['low', 'medium', 'high'],
    description: 'How hard sonar-deep-research works.',
  },
  return_images: { type: 'boolean', description: 'Also return images.' },
  return_related_questions: { type: 'boolean', description: 'Also return questions that follow on.' },
  response_format: {
    type: 'object',
    additionalProperties: true,
    description: 'Form of the answer: {"type": "json_schema", "json_schema": {"schema": {…}}}.',
  },
  presence_penalty: {
    type: 'number',
    description: 'Above 0: prefer new subjects. Not with frequency_penalty.',
  },
  frequency_penalty: { type: 'number', description: 'Above 0: repeat less. Not with presence_penalty.' },
}

const names = Object.keys(askInput)

const completion = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    model: { type: 'string' },
    choices: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          index: { type: 'integer' },
          finish_reason: { type: ['string', 'null'] },
          message: {
            type: 'object',
            properties: { role: { type: 'string' }, content: { type: 'string', description: 'The answer.' } },
          },
        },
      },
    },
    citations: { type: 'array', items: { type: 'string' }, description: 'Addresses of the sources.' },
    search_results: { type: 'array', items: { type: 'object', additionalProperties: true } },
    images: { type: 'array', items: { type: 'object', additionalProperties: true } },
    related_questions: { type: 'array', items: { type: 'string' } },
    usage: { type: 'object', additionalProperties: true },
  },
} as const

const job = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    model: { type: 'string' },
    status: { type: 'string', description: 'CREATED, IN_PROGRESS, COMPLETED or FAILED.' },
    created_at: { type: 'integer' },
    completed_at: { type: ['integer', 'null'] },
    error_message: { type: ['string', 'null'] },
    response: { anyOf: [completion, { type: 'null' }] },
  },
} as const

export const answerTools = [
  {
    slug: 'PERPLEXITYAI_PERPLEXITY_AI_SEARCH',
    name: 'Ask',
    description:
      'Ask a question and get an answer written from the live web, with its sources. For a list of pages use PERPLEXITYAI_SEARCH.',
    tags: reads,
    important: true,
    input: { type: 'object', properties: askInput, required: ['messages'] },
    output: completion,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/chat/completions',
      body: { model },
      parameters: inBody(...names),
    },
  },
  {
    slug: 'PERPLEXITYAI_CREATE_ASYNC_CHAT_COMPLETION',
    name: 'Ask in the background',
    description:
      'Ask a question that takes long, as sonar-deep-research does. Fetch the answer with PERPLEXITYAI_GET_ASYNC_CHAT_COMPLETION and the id returned.',
    tags: writes,
    important: true,
    input: { type: 'object', properties: askInput, required: ['messages'] },
    output: job,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/async/chat/completions',
      body: { request: { model } },
      parameters: names.map((name) => ({ name, in: 'body', wire: `request.${name}` })),
    },
  },
  {
    slug: 'PERPLEXITYAI_GET_ASYNC_CHAT_COMPLETION',
    name: 'Get background answer',
    description: 'See whether a background answer is there, and read it.',
    tags: reads,
    important: true,
    input: {
      type: 'object',
      properties: {
        request_id: {
          type: 'string',
          minLength: 1,
          description: 'Id from PERPLEXITYAI_CREATE_ASYNC_CHAT_COMPLETION.',
        },
      },
      required: ['request_id'],
    },
    output: job,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/async/chat/completions/{request_id}',
      parameters: inPath('request_id'),
    },
  },
  {
    slug: 'PERPLEXITYAI_LIST_ASYNC_CHAT_COMPLETIONS',
    name: 'List background answers',
    description: 'List the background answers of the account with their status.',
    tags: reads,
    input: { type: 'object', properties: {} },
    output: {
      type: 'object',
      properties: { requests: { type: 'array', items: { type: 'object', additionalProperties: true } } },
    },
    exec: { kind: 'http', method: 'GET', path: '/async/chat/completions' },
  },
] satisfies ToolkitInput['tools']
