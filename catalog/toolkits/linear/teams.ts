/** Teams and what they have: states, labels, cycles, projects and people. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { mutation, query } from '../calls.ts'
import { answer, id, text, textFields } from '../schemas.ts'
import { canRead, canWrite, named, nodes, pageInfo, pages, paging, teamId } from './inputs.ts'

const ofTeam = { team_id: 'filter.team.id.eq' }
const maybeTeam = { team_id: text('Only of this team, by id, from LINEAR_LIST_LINEAR_TEAMS.') }
const cycleText = 'id number name startsAt endsAt progress completedAt'
const cycle = textFields('id', 'name', 'startsAt', 'endsAt')
const projectText =
  'id name description url state progress startDate targetDate lead { id name } teams { nodes { id key } }'
const project = textFields('id', 'name', 'description', 'url', 'state', 'targetDate')

export const teamTools = [
  query(
    'LINEAR_LIST_LINEAR_TEAMS',
    `query($first: Int, $after: String, $filter: TeamFilter) { teams(first: $first, after: $after, filter: $filter) {
      nodes { id key name description private } ${pageInfo} } }`,
    {
      name: 'List teams',
      description: 'List the teams with their ids and keys.',
      important: true,
      scopes: canRead,
      input: { name: text('Only teams with this in the name.'), ...paging },
      wire: { name: 'filter.name.containsIgnoreCase' },
      result: 'teams',
      output: nodes({ ...named, ...textFields('key') }),
      pagination: pages,
    },
  ),
  query(
    'LINEAR_CREATE_LINEAR_ISSUE_DETAILS',
    `query($id: String!) { team(id: $id) { id key name defaultIssueState { id name } issueEstimationType
      states { nodes { id name type } } labels { nodes { id name } } members { nodes { id name email } }
      projects { nodes { id name } } activeCycle { id number name } } }`,
    {
      name: 'Get what issues of team can have',
      description:
        'Read what is needed to create an issue in a team: its states, labels, members, projects and cycle.',
      scopes: canRead,
      input: { team_id: teamId },
      required: ['team_id'],
      wire: { team_id: 'id' },
      result: 'team',
      output: answer({
        ...named,
        ...textFields('key'),
        states: { type: 'object' },
        labels: { type: 'object' },
      }),
    },
  ),
  query(
    'LINEAR_LIST_LINEAR_STATES',
    `query($first: Int, $after: String, $filter: WorkflowStateFilter) {
      workflowStates(first: $first, after: $after, filter: $filter) {
      nodes { id name type position team { id key } } ${pageInfo} } }`,
    {
      name: 'List states',
      description: 'List the states that issues can have. Each team has its own.',
      important: true,
      scopes: canRead,
      input: { ...maybeTeam, ...paging },
      wire: ofTeam,
      result: 'workflowStates',
      output: nodes({ ...named, ...textFields('type') }),
      pagination: pages,
    },
  ),
  query(
    'LINEAR_LIST_LINEAR_LABELS',
    `query($first: Int, $after: String, $filter: IssueLabelFilter) {
      issueLabels(first: $first, after: $after, filter: $filter) {
      nodes { id name color team { id key } parent { id name } } ${pageInfo} } }`,
    {
      name: 'List labels',
      description: 'List the labels, those of the workspace and those of teams.',
      important: true,
      scopes: canRead,
      input: { ...maybeTeam, name: text('Only labels with this in the name.'), ...paging },
      wire: { ...ofTeam, name: 'filter.name.containsIgnoreCase' },
      result: 'issueLabels',
      output: nodes(named),
      pagination: pages,
    },
  ),
  mutation(
    'LINEAR_CREATE_LINEAR_LABEL',
    'mutation($input: IssueLabelCreateInput!) { issueLabelCreate(input: $input) { success issueLabel { id name color } } }',
    {
      name: 'Create label',
      description: 'Create a label in a team, or in the workspace when no team is given.',
      scopes: canWrite,
      input: {
        name: id('Name of the label.'),
        team_id: text('Id of the team, from LINEAR_LIST_LINEAR_TEAMS.'),
        color: text('Colour, such as #eb5757.'),
        description: text('What it is for.'),
        parent_id: text('Id of the group of labels.'),
      },
      required: ['name'],
      wire: {
        name: 'input.name',
        team_id: 'input.teamId',
        color: 'input.color',
        description: 'input.description',
        parent_id: 'input.parentId',
      },
      result: 'issueLabelCreate',
      output: answer({ success: { type: 'boolean' }, issueLabel: { type: 'object', properties: named } }),
    },
  ),
  query(
    'LINEAR_LIST_LINEAR_CYCLES',
    `query($first: Int, $after: String) { cycles(first: $first, after: $after) {
      nodes { ${cycleText} team { id key } } ${pageInfo} } }`,
    {
      name: 'List cycles',
      description: 'List the cycles of all teams.',
      scopes: canRead,
      input: paging,
      result: 'cycles',
      output: nodes(cycle),
      pagination: pages,
    },
  ),
  query(
    'LINEAR_GET_CYCLES_BY_TEAM_ID',
    `query($id: String!, $first: Int, $after: String) { team(id: $id) {
      cycles(first: $first, after: $after) { nodes { ${cycleText} } ${pageInfo} } } }`,
    {
      name: 'List cycles of team',
      description: 'List the cycles of a team with their numbers and dates.',
      important: true,
      scopes: canRead,
      input: { team_id: teamId, ...paging },
      required: ['team_id'],
      wire: { team_id: 'id' },
      result: 'team.cycles',
      output: nodes(cycle),
      pagination: pages,
    },
  ),
  query(
    'LINEAR_LIST_LINEAR_PROJECTS',
    `query($first: Int, $after: String, $filter: ProjectFilter) {
      projects(first: $first, after: $after, filter: $filter) { nodes { ${projectText} } ${pageInfo} } }`,
    {
      name: 'List projects',
      description: 'List the projects with their ids, states and dates.',
      important: true,
      scopes: canRead,
      input: { name: text('Only projects with this in the name.'), ...paging },
      wire: { name: 'filter.name.containsIgnoreCase' },
      result: 'projects',
      output: nodes(project),
      pagination: pages,
    },
  ),
  query('LINEAR_GET_LINEAR_PROJECT', `query($id: String!) { project(id: $id) { ${projectText} content } }`, {
    name: 'Get project',
    description: 'Read one project with its text, lead, teams and dates.',
    scopes: canRead,
    input: { project_id: id('Id of the project, from LINEAR_LIST_LINEAR_PROJECTS.') },
    required: ['project_id'],
    wire: { project_id: 'id' },
    result: 'project',
    output: answer(project),
  }),
  query(
    'LINEAR_LIST_LINEAR_USERS',
    `query($first: Int, $after: String, $filter: UserFilter) { users(first: $first, after: $after, filter: $filter) {
      nodes { id name displayName email active admin } ${pageInfo} } }`,
    {
      name: 'List people',
      description: 'List the people of the workspace with their ids.',
      important: true,
      scopes: canRead,
      input: {
        name: text('Only people with this in the name.'),
        email: text('Only the person with this email address.'),
        ...paging,
      },
      wire: { name: 'filter.name.containsIgnoreCase', email: 'filter.email.eqIgnoreCase' },
      result: 'users',
      output: nodes({ ...named, ...textFields('displayName', 'email') }),
      pagination: pages,
    },
  ),
  query(
    'LINEAR_GET_CURRENT_USER',
    '{ viewer { id name displayName email organization { id name urlKey } } }',
    {
      name: 'Get me',
      description: 'Say who is connected, and in which workspace.',
      scopes: canRead,
      result: 'viewer',
      output: answer({ ...named, ...textFields('email'), organization: { type: 'object' } }),
    },
  ),
] satisfies ToolkitInput['tools']
