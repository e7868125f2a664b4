/** Developer resources and webhooks. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post, put, remove } from '../calls.ts'
import { answer, id, listOf, oneOf, several, text, textFields } from '../schemas.ts'
import { all, fileKey, orOld, teamId } from './inputs.ts'

const webhookId = id('Id of the webhook.')
const webhook = answer(textFields('id', 'event_type', 'endpoint', 'status', 'description'))

const hook = {
  endpoint: text('Address to call, https.'),
  passcode: text('Text that comes with every call, to tell real ones.'),
  event_type: oneOf(
    ['FILE_UPDATE', 'FILE_DELETE', 'FILE_VERSION_UPDATE', 'FILE_COMMENT', 'LIBRARY_PUBLISH', 'PING'],
    'What to be told of.',
  ),
  status: oneOf(['ACTIVE', 'PAUSED'], 'Whether it is called.'),
  description: text('What it is for.'),
}

const resource = (properties: Record<string, { type: string }>, required: string[]) => ({
  type: 'object',
  properties,
  required,
})
const words = { type: 'string' }

export const developerTools = [
  get('FIGMA_GET_DEV_RESOURCES', '/v1/files/{file_key}/dev_resources', {
    name: 'List developer links',
    description: 'List the links that developers have put on nodes of a file.',
    scopes: orOld('file_dev_resources:read'),
    path: { file_key: fileKey },
    query: { node_ids: text('Only those of these nodes, by id, separated by commas.') },
    output: answer({ dev_resources: listOf(textFields('id', 'name', 'url', 'node_id')) }),
  }),
  post('FIGMA_CREATE_DEV_RESOURCES', '/v1/dev_resources', {
    name: 'Create developer links',
    description: 'Put links on nodes of files.',
    scopes: all('file_dev_resources:write'),
    body: {
      dev_resources: several(
        resource({ name: words, url: words, file_key: words, node_id: words }, [
          'name',
          'url',
          'file_key',
          'node_id',
        ]),
        'The links.',
        { minItems: 1 },
      ),
    },
    required: ['dev_resources'],
  }),
  put('FIGMA_UPDATE_DEV_RESOURCES', '/v1/dev_resources', {
    name: 'Update developer links',
    description: 'Change the names and addresses of links.',
    scopes: all('file_dev_resources:write'),
    body: {
      dev_resources: several(resource({ id: words, name: words, url: words }, ['id']), 'The links.', {
        minItems: 1,
      }),
    },
    required: ['dev_resources'],
  }),
  remove('FIGMA_DELETE_DEV_RESOURCE', '/v1/files/{file_key}/dev_resources/{dev_resource_id}', {
    name: 'Delete developer link',
    description: 'Take a link off a node.',
    scopes: all('file_dev_resources:write'),
    path: { file_key: fileKey, dev_resource_id: id('Id of the link, from FIGMA_GET_DEV_RESOURCES.') },
  }),
  get('FIGMA_GET_TEAM_WEBHOOKS', '/v2/teams/{team_id}/webhooks', {
    name: 'List webhooks of team',
    description: 'List the webhooks of a team.',
    scopes: all('webhooks:read'),
    path: { team_id: teamId },
    output: answer({ webhooks: listOf(textFields('id', 'event_type', 'endpoint', 'status')) }),
  }),
  get('FIGMA_GET_A_WEBHOOK', '/v2/webhooks/{webhook_id}', {
    name: 'Get webhook',
    description: 'Read one webhook.',
    scopes: all('webhooks:read'),
    path: { webhook_id: webhookId },
    output: webhook,
  }),
  post('FIGMA_CREATE_A_WEBHOOK', '/v2/webhooks', {
    name: 'Create webhook',
    description: 'Have Figma call an address when something happens in a team.',
    scopes: all('webhooks:write'),
    body: { team_id: teamId, ...hook },
    required: ['team_id', 'event_type', 'endpoint', 'passcode'],
    output: webhook,
  }),
  put('FIGMA_UPDATE_A_WEBHOOK', '/v2/webhooks/{webhook_id}', {
    name: 'Update webhook',
    description: 'Change the given fields of a webhook.',
    scopes: all('webhooks:write'),
    path: { webhook_id: webhookId },
    body: hook,
    output: webhook,
  }),
  remove('FIGMA_DELETE_A_WEBHOOK', '/v2/webhooks/{webhook_id}', {
    name: 'Delete webhook',
    description: 'Delete a webhook. It cannot be taken back.',
    scopes: all('webhooks:write'),
    path: { webhook_id: webhookId },
  }),
  get('FIGMA_GET_WEBHOOK_REQUESTS', '/v2/webhooks/{webhook_id}/requests', {
    name: 'List calls of webhook',
    description: 'List the calls of a webhook in the last seven days with the answers.',
    scopes: all('webhooks:read'),
    path: { webhook_id: webhookId },
    output: answer({ requests: listOf() }),
  }),
] satisfies ToolkitInput['tools']
