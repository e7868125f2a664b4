/** Projects and labels. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inBody, inQuery, reads, writes } from '../parameters.ts'
import { canRead, canWrite, color, listOf, paging } from './inputs.ts'

const project = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    name: { type: 'string' },
    parent_id: { type: ['string', 'null'] },
    color: { type: 'string' },
    is_favorite: { type: 'boolean' },
    is_shared: { type: 'boolean' },
    view_style: { type: 'string' },
  },
} as const

const label = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    name: { type: 'string' },
    color: { type: 'string' },
    order: { type: ['integer', 'null'] },
    is_favorite: { type: 'boolean' },
  },
} as const

const favorite = { type: 'boolean', description: 'Whether it is a favorite.' }

export const projectTools = [
  {
    slug: 'TODOIST_GET_ALL_PROJECTS',
    name: 'List projects',
    description: 'List the projects with their ids.',
    tags: reads,
    important: true,
    scopes: canRead,
    input: { type: 'object', properties: paging },
    output: listOf(project),
    exec: { kind: 'http', method: 'GET', path: '/projects', parameters: inQuery('limit', 'cursor') },
  },
  {
    slug: 'TODOIST_CREATE_PROJECT',
    name: 'Create project',
    description: 'Create a project, below another one if wanted.',
    tags: writes,
    scopes: canWrite,
    input: {
      type: 'object',
      properties: {
        name: { type: 'string', minLength: 1, description: 'Name of the project.' },
        parent_id: { type: 'string', description: 'Id of the project above it.' },
        color,
        is_favorite: favorite,
        view_style: { type: 'string', enum: ['list', 'board', 'calendar'], description: 'How it is shown.' },
      },
      required: ['name'],
    },
    output: project,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/projects',
      parameters: inBody('name', 'parent_id', 'color', 'is_favorite', 'view_style'),
    },
  },
  {
    slug: 'TODOIST_GET_ALL_LABELS',
    name: 'List labels',
    description: 'List the labels of the user.',
    tags: reads,
    scopes: canRead,
    input: { type: 'object', properties: paging },
    output: listOf(label),
    exec: { kind: 'http', method: 'GET', path: '/labels', parameters: inQuery('limit', 'cursor') },
  },
  {
    slug: 'TODOIST_CREATE_LABEL',
    name: 'Create label',
    description: 'Create a label, to be put on tasks by name.',
    tags: writes,
    scopes: canWrite,
    input: {
      type: 'object',
      properties: {
        name: { type: 'string', minLength: 1, description: 'Name of the label.' },
        color,
        order: { type: 'integer', description: 'Place in the list of labels.' },
        is_favorite: favorite,
      },
      required: ['name'],
    },
    output: label,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/labels',
      parameters: inBody('name', 'color', 'order', 'is_favorite'),
    },
  },
] satisfies ToolkitInput['tools']
