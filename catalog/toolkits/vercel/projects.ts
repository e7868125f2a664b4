/** Projects, environment variables, teams and tokens. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, patch, post, remove } from '../calls.ts'
import { answer, id, oneOf, open, text, textFields, texts, whole } from '../schemas.ts'
import { idOrName, many, paging, team } from './inputs.ts'

const settings = {
  framework: text('Framework, such as nextjs, vite or astro.'),
  buildCommand: text('Command to build.'),
  devCommand: text('Command to develop.'),
  installCommand: text('Command to install.'),
  outputDirectory: text('Folder with the result.'),
  rootDirectory: text('Folder of the project in the repository.'),
}
const project = answer(textFields('id', 'name', 'framework', 'accountId'))
const tokenId = id('Id of the token, from VERCEL_LIST_AUTH_TOKENS; current is the connected one.')

export const projectTools = [
  get('VERCEL_LIST_PROJECTS', '/v10/projects', {
    name: 'List projects',
    description: 'List or search the projects.',
    important: true,
    query: {
      ...team,
      search: text('Only projects with this in the name.'),
      limit: paging.limit,
      from: text('Next page: pagination.next of the previous answer.'),
    },
    output: many('projects', 'id', 'name', 'framework'),
  }),
  get('VERCEL_GET_PROJECT', '/v9/projects/{idOrName}', {
    name: 'Get project',
    description: 'Read one project: settings, repository and newest deployments.',
    important: true,
    path: { idOrName },
    query: team,
    output: project,
  }),
  post('VERCEL_CREATE_PROJECT', '/v11/projects', {
    name: 'Create project',
    description: 'Create a project, connected to a git repository if one is given.',
    query: team,
    body: {
      name: id('Name of the project.'),
      ...settings,
      gitRepository: open('Repository: {"type": "github", "repo": "owner/name"}.'),
    },
    required: ['name'],
    output: project,
  }),
  patch('VERCEL_UPDATE_PROJECT', '/v9/projects/{idOrName}', {
    name: 'Update project',
    description: 'Change the given settings of a project.',
    path: { idOrName },
    query: team,
    body: { name: text('New name.'), ...settings, nodeVersion: text('Version of Node.js, such as 22.x.') },
    output: project,
  }),
  remove('VERCEL_DELETE_PROJECT', '/v9/projects/{idOrName}', {
    name: 'Delete project',
    description: 'Delete a project with its deployments and domains.',
    path: { idOrName },
    query: team,
  }),
  get('VERCEL_LIST_ENV_VARIABLES', '/v10/projects/{idOrName}/env', {
    name: 'List environment variables',
    description: 'List the environment variables of a project with their ids.',
    important: true,
    path: { idOrName },
    query: { ...team, gitBranch: text('Only those of this branch.') },
    output: many('envs', 'id', 'key', 'type'),
  }),
  post('VERCEL_ADD_ENVIRONMENT_VARIABLE', '/v10/projects/{idOrName}/env', {
    name: 'Add environment variable',
    description: 'Add an environment variable to a project. It counts from the next deployment on.',
    important: true,
    path: { idOrName },
    query: { ...team, upsert: oneOf(['true', 'false'], 'Replace the value when there is one.') },
    body: {
      key: id('Name of the variable.'),
      value: text('Its value.'),
      type: oneOf(
        ['plain', 'encrypted', 'sensitive'],
        'How it is kept; sensitive ones cannot be read again.',
        {
          default: 'encrypted',
        },
      ),
      target: texts('Environments: production, preview, development.', {
        minItems: 1,
        default: ['production', 'preview', 'development'],
      }),
      gitBranch: text('Only for previews of this branch.'),
      comment: text('What it is for.'),
    },
    required: ['key', 'value'],
  }),
  remove('VERCEL_DELETE_ENVIRONMENT_VARIABLE', '/v9/projects/{idOrName}/env/{id}', {
    name: 'Delete environment variable',
    description: 'Delete an environment variable of a project.',
    path: { idOrName, id: id('Id of the variable, from VERCEL_LIST_ENV_VARIABLES.') },
    query: team,
  }),
  get('VERCEL_LIST_TEAMS', '/v2/teams', {
    name: 'List teams',
    description: 'List the teams of the connected user with their ids.',
    important: true,
    query: paging,
    output: many('teams', 'id', 'slug', 'name'),
  }),
  get('VERCEL_GET_USER', '/v2/user', {
    name: 'Get me',
    description: 'Say who is connected.',
    output: answer({ user: { type: 'object', properties: textFields('id', 'email', 'username') } }),
  }),
  get('VERCEL_LIST_AUTH_TOKENS', '/v5/user/tokens', {
    name: 'List access tokens',
    description: 'List the access tokens of the connected user, without their secrets.',
    output: many('tokens', 'id', 'name', 'type'),
  }),
  get('VERCEL_GET_AUTH_TOKEN_METADATA', '/v5/user/tokens/{tokenId}', {
    name: 'Get access token',
    description: 'Read facts about an access token.',
    path: { tokenId },
  }),
  post('VERCEL_CREATE_AUTH_TOKEN', '/v3/user/tokens', {
    name: 'Create access token',
    description: 'Create an access token. Its secret is in the answer, once.',
    query: team,
    body: { name: id('Name of the token.'), expiresAt: whole('When it ends, in milliseconds since 1970.') },
    required: ['name'],
  }),
  remove('VERCEL_DELETE_AUTH_TOKEN', '/v3/user/tokens/{tokenId}', {
    name: 'Delete access token',
    description: 'Delete an access token, which ends it at once.',
    path: { tokenId },
  }),
  get('VERCEL_CHECK_CACHE_ARTIFACT_EXISTS', '/v8/artifacts/{hash}', {
    name: 'Check build cache',
    description: 'Say whether the remote cache has a result of a build.',
    path: { hash: id('Hash of the result.') },
    query: { ...team, teamSlug: text('Short name of the team.') },
    wire: { teamSlug: 'slug' },
    exec: { method: 'HEAD' },
  }),
] satisfies ToolkitInput['tools']
