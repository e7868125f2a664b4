/** The HTTP API of TiddlyWiki, described as an operator would to bring it along. */
import { listWith, type Row } from './row.ts'

const text = { type: 'string' }
const title = { name: 'title', in: 'path', required: true, schema: text }
/** Without it the wiki takes a write for a form of another site. */
const own = {
  name: 'X-Requested-With',
  in: 'header',
  required: true,
  schema: { ...text, enum: ['TiddlyWiki'], default: 'TiddlyWiki' },
}
const page = { type: 'object', properties: { text, tags: text, type: text, fields: { type: 'object' } } }
const json = (schema: object) => ({ content: { 'application/json': { schema } } })
const answers = { responses: { 200: { description: 'Done', ...json({}) } } }
const done = { responses: { 204: { description: 'Done' } } }

export const wikiDescription = {
  openapi: '3.1.0',
  info: { title: 'Wiki', version: '5' },
  paths: {
    '/status': { get: { operationId: 'getStatus', summary: 'Who is logged in', ...answers } },
    '/recipes/default/tiddlers.json': {
      get: { operationId: 'listPages', summary: 'List pages without their text', ...answers },
    },
    '/recipes/default/tiddlers/{title}': {
      get: { operationId: 'getPage', summary: 'Read a page', parameters: [title], ...answers },
      put: {
        operationId: 'writePage',
        summary: 'Write a page',
        parameters: [title, own],
        requestBody: { required: true, ...json(page) },
        ...done,
      },
    },
    '/bags/default/tiddlers/{title}': {
      delete: { operationId: 'removePage', summary: 'Remove a page', parameters: [title, own], ...done },
    },
  },
}

const name = 'Größe & Maß / 100 %'
const itself = `/recipes/default/tiddlers/${encodeURIComponent(name)}`

export const wikiRows: readonly Row[] = [
  { tool: 'WIKI_WHO_IS_LOGGED_IN', args: {}, gives: { username: 'ada', read_only: false } },
  {
    tool: 'WIKI_WRITE_A_PAGE',
    args: { title: name, text: 'A ☕ is 7 cm high.', tags: 'cups', fields: { height: '7' } },
    asks: { path: itself },
    shows: { title: name, text: 'A ☕ is 7 cm high.', tags: 'cups', fields: { height: '7' } },
  },
  {
    tool: 'WIKI_READ_A_PAGE',
    args: { title: name },
    gives: { title: name, text: 'A ☕ is 7 cm high.' },
  },
  {
    tool: 'WIKI_LIST_PAGES_WITHOUT_THEIR_TEXT',
    args: {},
    gives: { items: listWith({ title: name, tags: 'cups' }) },
  },
  { tool: 'WIKI_REMOVE_A_PAGE', args: { title: name }, asks: { path: itself }, shows: 404 },
]
