import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { inBody, inPath, inQuery, reads, writes } from '../parameters.ts'
import { anything, oneOf, several, text, whole } from '../schemas.ts'

const course = whole('ID of the course; CANVAS_LIST_COURSES has it.')
const assignment = whole('ID of the assignment; CANVAS_GET_ALL_ASSIGNMENTS has it.')
const paging = {
  page: whole('Page to read, from 1.', { minimum: 1 }),
  per_page: whole('Rows a page.', { minimum: 1, maximum: 100, default: 50 }),
}
const list = { type: 'object' as const, properties: { items: several(anything, 'The rows.') } }
const pagination = {
  kind: 'page',
  argument: 'page',
  first: 1,
  items: 'items',
  size_argument: 'per_page',
} as const
const one = { type: 'object' as const, properties: {}, additionalProperties: true }

export const courseTools = [
  {
    slug: 'CANVAS_LIST_COURSES',
    name: 'List courses',
    description: 'List the courses of the connected user in Canvas.',
    tags: reads,
    important: true,
    input: { type: 'object', properties: paging },
    output: list,
    pagination,
    exec: { kind: 'http', method: 'GET', path: '/courses', parameters: inQuery('page', 'per_page') },
  },
  {
    slug: 'CANVAS_GET_SINGLE_COURSE',
    name: 'Get course',
    description: 'Read one Canvas course: name, code, term and state.',
    tags: reads,
    input: { type: 'object', properties: { course_id: course }, required: ['course_id'] },
    output: one,
    exec: { kind: 'http', method: 'GET', path: '/courses/{course_id}', parameters: inPath('course_id') },
  },
  {
    slug: 'CANVAS_GET_ALL_ASSIGNMENTS',
    name: 'List assignments',
    description: 'List the assignments of a Canvas course, with their due dates and points.',
    tags: reads,
    important: true,
    input: { type: 'object', properties: { course_id: course, ...paging }, required: ['course_id'] },
    output: list,
    pagination,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/courses/{course_id}/assignments',
      parameters: [...inPath('course_id'), ...inQuery('page', 'per_page')],
    },
  },
  {
    slug: 'CANVAS_LIST_ASSIGNMENT_SUBMISSIONS',
    name: 'List submissions',
    description: 'List what students have handed in for a Canvas assignment, with grades.',
    tags: reads,
    important: true,
    input: {
      type: 'object',
      properties: { course_id: course, assignment_id: assignment, ...paging },
      required: ['course_id', 'assignment_id'],
    },
    output: list,
    pagination,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/courses/{course_id}/assignments/{assignment_id}/submissions',
      parameters: [...inPath('course_id', 'assignment_id'), ...inQuery('page', 'per_page')],
    },
  },
  {
    slug: 'CANVAS_LIST_DISCUSSION_TOPICS',
    name: 'List discussion topics',
    description: 'List the discussion topics of a Canvas course.',
    tags: reads,
    input: {
      type: 'object',
      properties: {
        course_id: course,
        order_by: oneOf(['position', 'recent_activity', 'title'], 'Order of the list.'),
        ...paging,
      },
      required: ['course_id'],
    },
    output: list,
    pagination,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/courses/{course_id}/discussion_topics',
      parameters: [...inPath('course_id'), ...inQuery('order_by', 'page', 'per_page')],
    },
  },
  {
    slug: 'CANVAS_CREATE_DISCUSSION_TOPIC',
    name: 'Create discussion topic',
    description: 'Open a discussion topic in a Canvas course.',
    tags: writes,
    input: {
      type: 'object',
      properties: {
        course_id: course,
        title: text('Title of the topic.', { minLength: 1 }),
        message: text('Its text; HTML may be used.'),
      },
      required: ['course_id', 'title'],
    },
    output: one,
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/courses/{course_id}/discussion_topics',
      parameters: [...inPath('course_id'), ...inBody('title', 'message')],
    },
  },
  {
    slug: 'CANVAS_LIST_FILES',
    name: 'List files of a course',
    description: 'List the files of a Canvas course.',
    tags: reads,
    input: { type: 'object', properties: { course_id: course, ...paging }, required: ['course_id'] },
    output: list,
    pagination,
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/courses/{course_id}/files',
      parameters: [...inPath('course_id'), ...inQuery('page', 'per_page')],
    },
  },
  {
    slug: 'CANVAS_GET_CURRENT_USER',
    name: 'Get current user',
    description: 'Read who the connected Canvas user is: id, name and addresses.',
    tags: reads,
    input: { type: 'object', properties: {} },
    output: one,
    exec: { kind: 'http', method: 'GET', path: '/users/self' },
  },
] satisfies ToolkitInput['tools']
