/** Users, the organization, and webhooks. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { destroys, inBody, inPath, inQuery, reads, writes } from '../parameters.ts'
import { listOf, one, organizationUri, paging, user, userUri, uuid } from './inputs.ts'
import {
  canReadOrganizations,
  canReadUsers,
  canReadWebhooks,
  canWriteOrganizations,
  canWriteWebhooks,
} from './scopes.ts'

const scope = {
  type: 'string',
  enum: ['user', 'organization', 'group'],
  description: 'Whose events it is about.',
}

const webhook = {
  type: 'object',
  properties: {
    uri: { type: 'string' },
    callback_url: { type: 'string' },
    state: { type: 'string' },
    events: { type: 'array', items: { type: 'string' } },
    scope: { type: 'string' },
  },
} as const

export const accountTools = [
  {
    slug: 'CALENDLY_GET_CURRENT_USER',
    name: 'Get current user',
    description:
      'Read the connected user. Do this first: its uri and current_organization are what other tools ask for.',
    tags: reads,
    important: true,
    scopes: canReadUsers,
    input: { type: 'object', properties: {} },
    output: one(user),
    exec: { kind: 'http', method: 'GET', path: '/users/me' },
  },
  {
    slug: 'CALENDLY_GET_USER',
    name: 'Get user',
    description: 'Read name, address, time zone and link of a user.',
    tags: reads,
    scopes: canReadUsers,
    input: {
      type: 'object',
      properties: { uuid: uuid('user', 'CALENDLY_LIST_ORGANIZATION_MEMBERSHIPS') },
      required: ['uuid'],
    },
    output: one(user),
    exec: { kind: 'http', method: 'GET', path: '/users/{uuid}', parameters: inPath('uuid') },
  },
  {
    slug: 'CALENDLY_LIST_ORGANIZATION_MEMBERSHIPS',
    name: 'List members',
    description: 'List who belongs to an organization, and in which role. Give organization or user.',
    tags: reads,
    scopes: canReadOrganizations,
    input: {
      type: 'object',
      properties: {
        organization: organizationUri,
        user: userUri,
        email: { type: 'string', description: 'Only the member with this address.' },
        role: { type: 'string', enum: ['owner', 'admin', 'user'], description: 'Only members in this role.' },
        ...paging,
      },
    },
    output: listOf({
      type: 'object',
      properties: { uri: { type: 'string' }, role: { type: 'string' }, user },
    }),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/organization_memberships',
      parameters: inQuery('organization', 'user', 'email', 'role', 'count', 'page_token'),
    },
  },
  {
    slug: 'CALENDLY_INVITE_USER_TO_ORGANIZATION',
    name: 'Invite to organization',
    description: 'Invite a person to an organization by email.',
    tags: writes,
    scopes: canWriteOrganizations,
    input: {
      type: 'object',
      properties: {
        uuid: uuid('organization', 'current_organization of CALENDLY_GET_CURRENT_USER'),
        email: { type: 'string', minLength: 3, description: 'Address of the person.' },
      },
      required: ['uuid', 'email'],
    },
    output: one(),
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/organizations/{uuid}/invitations',
      parameters: [...inPath('uuid'), ...inBody('email')],
    },
  },
  {
    slug: 'CALENDLY_LIST_WEBHOOK_SUBSCRIPTIONS',
    name: 'List webhook subscriptions',
    description: 'List the webhooks of an organization or a user.',
    tags: reads,
    scopes: canReadWebhooks,
    input: {
      type: 'object',
      properties: { organization: { ...organizationUri, minLength: 1 }, scope, user: userUri, ...paging },
      required: ['organization', 'scope'],
    },
    output: listOf(webhook),
    exec: {
      kind: 'http',
      method: 'GET',
      path: '/webhook_subscriptions',
      parameters: inQuery('organization', 'scope', 'user', 'count', 'page_token'),
    },
  },
  {
    slug: 'CALENDLY_CREATE_WEBHOOK_SUBSCRIPTION',
    name: 'Create webhook subscription',
    description: 'Have Calendly call a URL when something is booked or cancelled. It needs a paid plan.',
    tags: writes,
    scopes: canWriteWebhooks,
    input: {
      type: 'object',
      properties: {
        url: { type: 'string', minLength: 1, description: 'The URL to call.' },
        events: {
          type: 'array',
          minItems: 1,
          items: { type: 'string' },
          description:
            'When: invitee.created, invitee.canceled, invitee_no_show.created, routing_form_submission.created …',
        },
        organization: { ...organizationUri, minLength: 1 },
        scope,
        user: { ...userUri, description: 'URI of the user, for scope user.' },
        signing_key: { type: 'string', description: 'A secret of your choice to sign the calls with.' },
      },
      required: ['url', 'events', 'organization', 'scope'],
    },
    output: one(webhook),
    exec: {
      kind: 'http',
      method: 'POST',
      path: '/webhook_subscriptions',
      parameters: inBody('url', 'events', 'organization', 'scope', 'user', 'signing_key'),
    },
  },
  {
    slug: 'CALENDLY_DELETE_WEBHOOK_SUBSCRIPTION',
    name: 'Delete webhook subscription',
    description: 'Stop a webhook.',
    tags: destroys,
    scopes: canWriteWebhooks,
    input: {
      type: 'object',
      properties: { webhook_uuid: uuid('webhook', 'CALENDLY_LIST_WEBHOOK_SUBSCRIPTIONS') },
      required: ['webhook_uuid'],
    },
    exec: {
      kind: 'http',
      method: 'DELETE',
      path: '/webhook_subscriptions/{webhook_uuid}',
      parameters: inPath('webhook_uuid'),
    },
  },
] satisfies ToolkitInput['tools']
