import type { TriggerInput } from '../../src/manifest/trigger.ts'
import { field, http, maybe, payload, pollConfig, shape, type WebhookInput } from '../trigger-kit.ts'

const config = shape({
  project_key: {
    type: 'string',
    pattern: '^[A-Za-z][A-Za-z0-9_]{0,254}$',
    description: 'Key of the project: the part of an issue key before the dash.',
  },
})
const instructions = 'The connection needs the scope manage:jira-webhook.'

/** Jira ends such a hook after thirty days, and signs nothing: only it knows the URL. */
const on = (event: string): WebhookInput => ({
  setup: 'auto',
  share: '{{input.project_key|upper}}',
  create: {
    call: http('POST', '/api/3/webhook', {
      body: {
        url: '{{hook.url}}',
        webhooks: [
          {
            events: ['jira:issue_created', 'jira:issue_updated'],
            jqlFilter: 'project = "{{input.project_key}}"',
          },
        ],
      },
    }),
    id: 'webhookRegistrationResult.0.createdWebhookId',
  },
  renew: http('PUT', '/api/3/webhook/refresh', { body: { webhookIds: ['{{hook.id}}'] } }),
  delete: http('DELETE', '/api/3/webhook', { body: { webhookIds: ['{{hook.id}}'] } }),
  verify: { kind: 'url' },
  match: [{ path: 'webhookEvent', in: [event] }],
  id: '{{item.webhookEvent}}:{{item.issue.id}}:{{item.timestamp}}',
})

const issue = {
  issue_id: '{{item.issue.id}}',
  issue_key: '{{item.issue.key}}',
  project_key: '{{item.issue.fields.project.key}}',
  summary: '{{item.issue.fields.summary}}',
  description: '{{item.issue.fields.description}}',
  reporter: '{{item.issue.fields.reporter.displayName|default:}}',
  assignee: '{{item.issue.fields.assignee.displayName}}',
}
const issueFields = {
  issue_id: field('string', 'ID of the issue.'),
  issue_key: field('string', 'Key of the issue.'),
  project_key: field('string', 'Key of its project.'),
  summary: field('string', 'Title.'),
  reporter: field('string', 'Who reported it.'),
}
const optional = { assignee: maybe('Who works on it.'), description: maybe('Text of the issue.') }

export const jiraTriggers: TriggerInput[] = [
  {
    slug: 'JIRA_NEW_ISSUE_TRIGGER',
    name: 'Issue created',
    description: 'Fires when an issue is made in a project.',
    instructions,
    scopes: ['manage:jira-webhook'],
    config,
    payload: payload({ ...issueFields, created_at: field('string', 'When it was made.') }, optional),
    webhook: on('jira:issue_created'),
    map: { ...issue, created_at: '{{item.issue.fields.created}}' },
  },
  {
    slug: 'JIRA_UPDATED_ISSUE_TRIGGER',
    name: 'Issue updated',
    description: 'Fires when an issue of a project is changed, with what was changed.',
    instructions,
    scopes: ['manage:jira-webhook'],
    config,
    payload: payload(
      {
        ...issueFields,
        updated_at: field('string', 'When it was changed.'),
        updated_fields: { type: 'object', additionalProperties: true, description: 'What was changed.' },
      },
      optional,
    ),
    webhook: on('jira:issue_updated'),
    map: { ...issue, updated_at: '{{item.issue.fields.updated}}', updated_fields: '{{item.changelog}}' },
  },
  {
    slug: 'JIRA_NEW_PROJECT_TRIGGER',
    name: 'Project created',
    description: 'Fires when a project appears that the connected person may see.',
    instructions:
      'Jira tells apps of administrators only when a project is made: new ones are looked for every minute.',
    type: 'webhook',
    config: pollConfig({}),
    payload: payload({
      project_id: field('string', 'ID of the project.'),
      project_key: field('string', 'Key of the project.'),
      project_name: field('string', 'Its name.'),
      project_type: field('string', 'software, business or service_desk.'),
      lead_name: field('string', 'Who leads it.'),
      created_at: field('string', 'When it was seen first, ISO 8601: Jira does not say when it was made.'),
    }),
    poll: {
      call: http('GET', '/api/3/project', { query: { expand: 'lead' } }),
      id: '{{item.id}}',
      cursor: { kind: 'snapshot', emits: ['added'] },
      dedupe: 5_000,
    },
    map: {
      project_id: '{{item.id}}',
      project_key: '{{item.key}}',
      project_name: '{{item.name}}',
      project_type: '{{item.projectTypeKey|default:}}',
      lead_name: '{{item.lead.displayName|default:}}',
      created_at: '{{now.iso}}',
    },
  },
]
