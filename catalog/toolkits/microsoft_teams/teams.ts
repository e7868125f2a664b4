/** Teams and their members. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { anyOf, filter, graphTool, page, select, skipToken, top, userId } from '../microsoft-graph.ts'
import { answer, arrayOf, flag, id, oneOf, open, text, words } from '../schemas.ts'
import { team, teamId } from './inputs.ts'
import { canChangeMembers, canChangeTeams, canCreateTeams, canSeeMembers, canSeeTeams } from './scopes.ts'

const settings = {
  display_name: text('Name.'),
  description: text('What it is for.'),
  visibility: oneOf(['private', 'public'], 'Who can join.'),
  member_settings: open('What members may do: {"allowCreateUpdateChannels": true}.'),
  guest_settings: open('What guests may do: {"allowCreateUpdateChannels": false}.'),
  messaging_settings: open('Rules for messages: {"allowUserEditMessages": true}.'),
  fun_settings: open('Rules for pictures: {"allowGiphy": true, "giphyContentRating": "strict"}.'),
}
const member = answer({ id: words, displayName: words, userId: words, email: words, roles: arrayOf(words) })

export const teamTools = [
  graphTool({
    slug: 'MICROSOFT_TEAMS_TEAMS_LIST',
    aliases: ['MICROSOFT_TEAMS_LIST_TEAMS'],
    name: 'List teams',
    description: 'List the teams that the connected person is in, with their ids.',
    call: 'GET /{user_id}/joinedTeams',
    important: true,
    scopes: canSeeTeams,
    path: { user_id: userId },
    output: page(team),
  }),
  graphTool({
    slug: 'MICROSOFT_TEAMS_GET_TEAM',
    name: 'Get team',
    description: 'Read name, description and settings of a team.',
    call: 'GET /teams/{team_id}',
    scopes: canSeeTeams,
    path: { team_id: teamId },
    query: { select },
    output: team,
  }),
  graphTool({
    slug: 'MICROSOFT_TEAMS_CREATE_TEAM',
    name: 'Create team',
    description:
      'Create a team owned by the connected person. It takes a moment: the new team appears in MICROSOFT_TEAMS_TEAMS_LIST.',
    call: 'POST /teams',
    scopes: canCreateTeams,
    body: {
      display_name: id('Name.'),
      description: text('What it is for.'),
      visibility: settings.visibility,
    },
    required: ['display_name'],
    exec: {
      body: { 'template@odata.bind': "https://graph.microsoft.com/v1.0/teamsTemplates('standard')" },
    },
  }),
  graphTool({
    slug: 'MICROSOFT_TEAMS_UPDATE_TEAM',
    name: 'Update team',
    description: 'Change name, description or settings of a team. What is not given stays.',
    call: 'PATCH /teams/{team_id}',
    scopes: canChangeTeams,
    path: { team_id: teamId },
    body: settings,
  }),
  graphTool({
    slug: 'MICROSOFT_TEAMS_ARCHIVE_TEAM',
    name: 'Archive team',
    description: 'Make a team read-only. MICROSOFT_TEAMS_UNARCHIVE_TEAM takes it back.',
    call: 'POST /teams/{team_id}/archive',
    scopes: canChangeTeams,
    path: { team_id: teamId },
    body: { should_set_spo_site_read_only_for_members: flag('Make its SharePoint site read-only too.') },
  }),
  graphTool({
    slug: 'MICROSOFT_TEAMS_UNARCHIVE_TEAM',
    name: 'Unarchive team',
    description: 'Make an archived team usable again.',
    call: 'POST /teams/{team_id}/unarchive',
    scopes: canChangeTeams,
    path: { team_id: teamId },
  }),
  graphTool({
    slug: 'MICROSOFT_TEAMS_DELETE_TEAM',
    name: 'Delete team',
    description: 'Delete a team with its group, files and mail. An administrator can restore it for 30 days.',
    call: 'DELETE /groups/{team_id}',
    scopes: anyOf('Group.ReadWrite.All'),
    path: { team_id: teamId },
  }),
  graphTool({
    slug: 'MICROSOFT_TEAMS_LIST_TEAM_MEMBERS',
    name: 'List team members',
    description: 'List who is in a team and who owns it.',
    call: 'GET /teams/{team_id}/members',
    important: true,
    scopes: canSeeMembers,
    path: { team_id: teamId },
    query: {
      top: top(999),
      filter: filter("displayName eq 'Ann Lee'"),
      select,
      skip_token: skipToken,
    },
    output: page(member),
  }),
  graphTool({
    slug: 'MICROSOFT_TEAMS_ADD_MEMBER_TO_TEAM',
    name: 'Add team member',
    description: 'Add a person to a team, as a member or an owner.',
    call: 'POST /teams/{team_id}/members',
    scopes: canChangeMembers,
    path: { team_id: teamId },
    body: {
      user_id: id(
        'URL of the person in Graph: https://graph.microsoft.com/v1.0/users/ID, ID an id or an address.',
        {
          pattern: '^https://graph\\.microsoft\\.com/v1\\.0/users',
        },
      ),
      roles: {
        type: 'array',
        items: { type: 'string', enum: ['owner', 'guest'] },
        description: 'owner for an owner; empty for a member.',
      },
    },
    wire: { user_id: 'user@odata\\.bind' },
    required: ['user_id'],
    exec: { body: { '@odata.type': '#microsoft.graph.aadUserConversationMember', roles: [] } },
    output: member,
  }),
] satisfies ToolkitInput['tools']
