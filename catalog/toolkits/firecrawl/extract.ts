/** Data in a wanted form out of many pages. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inBody, inPath, reads, writes } from '../parameters.ts'
import { jobId, started } from './inputs.ts'

const extractInput = {
  urls: {
    type: 'array',
    items: { type: 'string' },
    minItems: 1,
    description: 'Where to look; https://example.com/* means the whole site.',
  },
  prompt: {
    type: 'string',
    description: 'What to extract, in plain words. Give a prompt, a schema or both.',
  },
  schema: {
    type: 'object',
    additionalProperties: true,
    description: 'JSON Schema of the wanted data.',
    examples: [{ type: 'object', properties: { price: { type: 'number' } } }],
  },
  enableWebSearch: { type: 'boolean', description: 'Also look on other sites.' },
  includeSubdomains: { type: 'boolean', description: 'Also look on subdomains.' },
  showSources: { type: 'boolean', description: 'Say which pages the data came from.' },
}

export const extractTools = [
  {
    slug: 'FIRECRAWL_EXTRACT',
    name: 'Extract data',
    description:
      'Start pulling data in a wanted form out of one or more pages or sites. Fetch the result with FIRECRAWL_GET_EXTRACT_STATUS and the id of the answer.',
    tags: writes,
    important: true,
    input: { type: 'object', properties: extractInput, required: ['urls'] },
    output: started,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/extract',
      parameters: inBody(...Object.keys(extractInput)),
    },
  },
  {
    slug: 'FIRECRAWL_GET_EXTRACT_STATUS',
    name: 'Get extract',
    description: 'See how far an extraction is, and its data when it is completed.',
    tags: reads,
    input: { type: 'object', properties: { id: jobId('FIRECRAWL_EXTRACT') }, required: ['id'] },
    output: {
      type: 'object',
      properties: {
        success: { type: 'boolean' },
        status: { type: 'string', description: 'processing, completed, failed or cancelled.' },
        data: { description: 'The data, in the form of the schema.' },
        sources: { type: 'object', additionalProperties: true },
        expiresAt: { type: 'string' },
      },
    },
    exec: { kind: 'http', method: 'GET', path: '/extract/{id}', parameters: inPath('id') },
  },
] satisfies ToolkitInput['tools']
