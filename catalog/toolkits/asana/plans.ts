/** Goals, portfolios and custom fields. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get } from '../calls.ts'
import { flag, id, text } from '../schemas.ts'
import { comma, many, needs, one, optFields, paging, workspaceGid } from './inputs.ts'

export const planTools = [
  get('ASANA_GET_GOALS', '/goals', {
    name: 'List goals',
    description: 'List the goals of a workspace, a team or a portfolio.',
    scopes: needs('goals:read'),
    query: {
      workspace: text('Id of the workspace.'),
      team: text('Id of a team.'),
      portfolio: text('Id of a portfolio.'),
      is_workspace_level: flag('Only goals of the whole workspace; needs workspace.'),
      ...optFields,
      ...paging,
    },
    style: comma,
    output: many(),
  }),
  get('ASANA_GET_GOAL', '/goals/{goal_gid}', {
    name: 'Get goal',
    description: 'Read one goal with its owner, dates and progress.',
    scopes: needs('goals:read'),
    path: { goal_gid: id('Id of the goal, from ASANA_GET_GOALS.') },
    query: optFields,
    style: comma,
    output: one(),
  }),
  get('ASANA_GET_PORTFOLIOS', '/portfolios', {
    name: 'List portfolios',
    description: 'List the portfolios that a user owns in a workspace.',
    scopes: needs('portfolios:read'),
    query: {
      workspace: workspaceGid,
      owner: id('Id of the owner, or me.'),
      ...optFields,
      ...paging,
    },
    required: ['workspace', 'owner'],
    style: comma,
    output: many(),
  }),
  get('ASANA_GET_PORTFOLIO_ITEMS', '/portfolios/{portfolio_gid}/items', {
    name: 'List items of portfolio',
    description: 'List the projects and portfolios in a portfolio.',
    scopes: needs('portfolios:read'),
    path: { portfolio_gid: id('Id of the portfolio, from ASANA_GET_PORTFOLIOS.') },
    query: { ...optFields, ...paging },
    style: comma,
    output: many(),
  }),
  get('ASANA_GET_CUSTOM_FIELDS_FOR_WORKSPACE', '/workspaces/{workspace_gid}/custom_fields', {
    name: 'List custom fields',
    description: 'List the custom fields of a workspace with their ids, types and options.',
    scopes: needs('custom_fields:read'),
    path: { workspace_gid: workspaceGid },
    query: { ...optFields, ...paging },
    style: comma,
    output: many(),
  }),
  get('ASANA_GET_CUSTOM_FIELD', '/custom_fields/{custom_field_gid}', {
    name: 'Get custom field',
    description: 'Read one custom field with its type and, for a choice, its options.',
    scopes: needs('custom_fields:read'),
    path: { custom_field_gid: id('Id of the field, from ASANA_GET_CUSTOM_FIELDS_FOR_WORKSPACE.') },
    query: optFields,
    style: comma,
    output: one(),
  }),
] satisfies ToolkitInput['tools']
