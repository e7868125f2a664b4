/** Pipelines and jobs. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get, post } from '../calls.ts'
import { flag, id, oneOf, several, text, whole } from '../schemas.ts'
import { many, paging, pipelineId, projectId, reads, writes } from './inputs.ts'

const jobId = whole('Id of the job, from GITLAB_LIST_PIPELINE_JOBS.')
const onJob = { id: projectId, job_id: jobId }

export const pipelineTools = [
  get('GITLAB_LIST_PROJECT_PIPELINES', '/projects/{id}/pipelines', {
    name: 'List pipelines',
    description: 'List the pipelines of a project, newest first.',
    important: true,
    scopes: reads,
    path: { id: projectId },
    query: {
      status: text('Only those in this status: running, pending, success, failed, canceled, skipped.'),
      ref: text('Only those of this branch or tag.'),
      sha: text('Only those of this commit.'),
      updated_after: text('Only those changed after this time, ISO 8601.'),
      ...paging,
    },
    ...many('id', 'status', 'ref', 'sha', 'web_url'),
  }),
  get('GITLAB_GET_SINGLE_PIPELINE', '/projects/{id}/pipelines/{pipeline_id}', {
    name: 'Get pipeline',
    description: 'Read one pipeline: status, times and coverage.',
    scopes: reads,
    path: { id: projectId, pipeline_id: pipelineId },
  }),
  post('GITLAB_CREATE_PIPELINE', '/projects/{id}/pipeline', {
    name: 'Start pipeline',
    description: 'Start a pipeline for a branch or tag.',
    scopes: writes,
    path: { id: projectId },
    body: {
      ref: id('Branch or tag.'),
      variables: several(
        {
          type: 'object',
          properties: { key: { type: 'string' }, value: { type: 'string' } },
          required: ['key', 'value'],
        },
        'Variables for it.',
      ),
    },
    required: ['ref'],
  }),
  post('GITLAB_RETRY_PIPELINE', '/projects/{id}/pipelines/{pipeline_id}/retry', {
    name: 'Retry pipeline',
    description: 'Run the failed jobs of a pipeline again.',
    scopes: writes,
    path: { id: projectId, pipeline_id: pipelineId },
  }),
  get('GITLAB_LIST_PIPELINE_JOBS', '/projects/{id}/pipelines/{pipeline_id}/jobs', {
    name: 'List jobs of pipeline',
    description: 'List the jobs of a pipeline with their status.',
    scopes: reads,
    path: { id: projectId, pipeline_id: pipelineId },
    query: {
      scope: oneOf(
        ['created', 'pending', 'running', 'failed', 'success', 'canceled', 'skipped', 'manual'],
        'Only jobs in this status.',
      ),
      include_retried: flag('Include jobs that were run again.'),
      ...paging,
    },
    ...many('id', 'name', 'stage', 'status', 'web_url'),
  }),
  get('GITLAB_GET_JOB_DETAILS', '/projects/{id}/jobs/{job_id}', {
    name: 'Get job',
    description: 'Read one job: status, stage, times and runner.',
    scopes: reads,
    path: onJob,
  }),
  get('GITLAB_GET_JOB_LOG', '/projects/{id}/jobs/{job_id}/trace', {
    name: 'Get log of job',
    description: 'Read what a job has printed.',
    scopes: reads,
    path: onJob,
  }),
  post('GITLAB_ERASE_JOB', '/projects/{id}/jobs/{job_id}/erase', {
    name: 'Erase job',
    description: 'Delete the log and the artifacts of a job.',
    tags: ['openWorldHint', 'destructiveHint'],
    scopes: writes,
    path: onJob,
  }),
] satisfies ToolkitInput['tools']
