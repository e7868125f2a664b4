/** Deployments and what they print. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, patch, post, remove } from '../calls.ts'
import { answer, id, listOf, oneOf, open, several, text, textFields, whole } from '../schemas.ts'
import { deployment, many, paging, team } from './inputs.ts'

export const deploymentTools = [
  get('VERCEL_LIST_ALL_DEPLOYMENTS', '/v6/deployments', {
    name: 'List deployments',
    description: 'List deployments, newest first, of all projects or one.',
    important: true,
    query: {
      ...team,
      projectId: text('Only of this project, by id or name.'),
      target: oneOf(['production', 'preview'], 'Only of this environment.'),
      state: text('Only in these states, separated by commas: BUILDING, ERROR, READY, QUEUED, CANCELED.'),
      app: text('Only of the project of this name.'),
      ...paging,
    },
    output: many('deployments', 'uid', 'name', 'url', 'state', 'target'),
  }),
  get('VERCEL_GET_DEPLOYMENT_DETAILS', '/v13/deployments/{idOrUrl}', {
    name: 'Get deployment',
    description: 'Read one deployment: state, addresses, commit and errors.',
    important: true,
    path: { idOrUrl: deployment },
    query: team,
    output: answer(textFields('id', 'name', 'url', 'readyState', 'target', 'errorMessage')),
  }),
  post('VERCEL_CREATE_NEW_DEPLOYMENT', '/v13/deployments', {
    name: 'Create deployment',
    description: 'Deploy from a git branch, from files, or an earlier deployment again (deploymentId).',
    important: true,
    query: team,
    body: {
      name: id('Name of the project.'),
      project: text('Id of the project, where it differs from the name.'),
      target: text('production; a preview when left out.'),
      deploymentId: text('Id of a deployment to deploy again.'),
      gitSource: open('Where from: {"type": "github", "repoId": 1, "ref": "main"}.'),
      files: several(
        {
          type: 'object',
          properties: {
            file: { type: 'string', description: 'Path of the file.' },
            data: { type: 'string', description: 'Content.' },
            encoding: { type: 'string', enum: ['utf-8', 'base64'] },
          },
          required: ['file', 'data'],
        },
        'Files to deploy, with their contents.',
      ),
      projectSettings: open('Settings for a new project, such as {"framework": "nextjs"}.'),
    },
    required: ['name'],
    output: answer(textFields('id', 'url', 'readyState', 'inspectorUrl')),
  }),
  remove('VERCEL_DELETE_DEPLOYMENT', '/v13/deployments/{id}', {
    name: 'Delete deployment',
    description: 'Delete a deployment.',
    path: { id: id('Id of the deployment.') },
    query: team,
  }),
  patch('VERCEL_CANCEL_DEPLOYMENT', '/v12/deployments/{id}/cancel', {
    name: 'Cancel deployment',
    description: 'Stop a deployment that is being built.',
    tags: ['openWorldHint', 'destructiveHint', 'idempotentHint'],
    path: { id: id('Id of the deployment.') },
    query: team,
  }),
  get('VERCEL_GET_DEPLOYMENT_EVENTS', '/v3/deployments/{idOrUrl}/events', {
    aliases: ['VERCEL_GET_DEPLOYMENT_LOGS'],
    name: 'Get build log',
    description: 'Read what the build of a deployment has printed.',
    important: true,
    path: { idOrUrl: deployment },
    query: {
      ...team,
      direction: oneOf(['forward', 'backward'], 'Oldest or newest first.', { default: 'backward' }),
      limit: whole('How many lines; -1 for all.', { default: 100 }),
      since: paging.since,
      until: whole('Only before this time, in milliseconds since 1970.'),
    },
    output: answer({ items: listOf(textFields('type', 'text')) }),
  }),
  get('VERCEL_LIST_DEPLOYMENT_CHECKS', '/v1/deployments/{deploymentId}/checks', {
    name: 'List checks of deployment',
    description: 'List the checks that integrations run on a deployment.',
    path: { deploymentId: id('Id of the deployment.') },
    query: team,
    output: many('checks', 'id', 'name', 'status', 'conclusion'),
  }),
  get('VERCEL_LIST_ALIASES', '/v4/aliases', {
    name: 'List aliases',
    description: 'List the addresses that lead to deployments.',
    query: {
      ...team,
      projectId: text('Only of this project, by id.'),
      domain: text('Only of this domain.'),
      ...paging,
    },
    output: many('aliases', 'uid', 'alias', 'deploymentId'),
  }),
] satisfies ToolkitInput['tools']
