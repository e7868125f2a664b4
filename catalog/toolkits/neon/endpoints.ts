/** Computes: what runs Postgres for a branch. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, patch, post, remove } from '../calls.ts'
import { flag, oneOf, text } from '../schemas.ts'
import { branch_id, endpoint_id, many, one, project_id } from './inputs.ts'

const base = '/projects/{project_id}/endpoints/{endpoint_id}'
const onEndpoint = { project_id, endpoint_id }
const size = (description: string) => ({ type: 'number', minimum: 0.25, description })

const settings = {
  autoscaling_limit_min_cu: size('Least compute units.'),
  autoscaling_limit_max_cu: size('Most compute units.'),
  suspend_timeout_seconds: { type: 'integer', description: 'Seconds of quiet before it sleeps; -1 never.' },
  disabled: flag('Whether connections are refused.'),
}

/** Three switches of a compute that differ in a word. */
const switches = (
  [
    ['NEON_START_ENDPOINT_FOR_PROJECT', 'start', 'Start compute', 'Start a compute that sleeps.'],
    [
      'NEON_SUSPEND_PROJECT_ENDPOINT_BY_ID',
      'suspend',
      'Suspend compute',
      'Let a compute sleep, which ends its connections.',
    ],
    [
      'NEON_RESTART_PROJECT_ENDPOINT',
      'restart',
      'Restart compute',
      'Restart a compute, which ends its connections.',
    ],
  ] as const
).map(([slug, verb, name, description]) =>
  post(slug, `${base}/${verb}`, {
    name,
    description,
    tags: ['openWorldHint', 'idempotentHint'],
    path: onEndpoint,
    output: one('endpoint'),
  }),
)

export const endpointTools = [
  get('NEON_RETRIEVE_PROJECT_ENDPOINT_DETAILS', '/projects/{project_id}/endpoints', {
    name: 'List computes',
    description: 'List the computes of a project with their hosts and states.',
    path: { project_id },
    output: many('endpoints', 'id', 'host', 'branch_id', 'current_state'),
  }),
  get('NEON_GET_PROJECT_ENDPOINT_INFORMATION', base, {
    name: 'Get compute',
    description: 'Read one compute: host, size, state.',
    path: onEndpoint,
    output: one('endpoint'),
  }),
  post('NEON_CREATE_COMPUTE_ENDPOINT', '/projects/{project_id}/endpoints', {
    name: 'Create compute',
    description: 'Create a compute for a branch. A branch has one that writes and any number that read.',
    path: { project_id },
    body: { branch_id, type: oneOf(['read_write', 'read_only'], 'What it may do.'), ...settings },
    required: ['branch_id', 'type'],
    under: 'endpoint',
    output: one('endpoint'),
  }),
  patch('NEON_UPDATE_PROJECT_COMPUTE_ENDPOINT_SETTINGS', base, {
    name: 'Update compute',
    description: 'Change the size and the sleep of a compute.',
    path: onEndpoint,
    body: { ...settings, branch_id: text('Id of the branch to move it to.') },
    under: 'endpoint',
    output: one('endpoint'),
  }),
  remove('NEON_DELETE_PROJECT_ENDPOINT', base, {
    name: 'Delete compute',
    description: 'Delete a compute, which ends its connections.',
    path: onEndpoint,
    output: one('endpoint'),
  }),
  ...switches,
] satisfies ToolkitInput['tools']
