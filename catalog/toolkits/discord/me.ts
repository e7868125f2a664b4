/** What a person's token may read. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { get } from '../calls.ts'
import { answer, anything, flag, id, listOf, text, textFields, whole } from '../schemas.ts'

const needs = (scope: string) => ({ all_of: [scope] })

export const meTools = [
  get('DISCORD_GET_MY_USER', '/users/@me', {
    name: 'Get me',
    description:
      'Read the account of the connected person: id, names, picture, and with the scope email the address.',
    important: true,
    scopes: needs('identify'),
    output: answer(textFields('id', 'username', 'global_name', 'avatar', 'email')),
  }),
  get('DISCORD_LIST_MY_GUILDS', '/users/@me/guilds', {
    name: 'List my servers',
    description: 'List the servers that the connected person is in, with ids and permissions.',
    important: true,
    scopes: needs('guilds'),
    query: {
      limit: whole('How many to return at most, 1 to 200.', { minimum: 1, maximum: 200 }),
      before: text('Only servers with ids below this one.'),
      after: text('Only servers with ids above this one.'),
      with_counts: flag('Return the numbers of members.'),
    },
    output: answer({ items: listOf(textFields('id', 'name', 'permissions')) }),
  }),
  get('DISCORD_GET_MY_GUILD_MEMBER', '/users/@me/guilds/{guild_id}/member', {
    name: 'Get my membership',
    description: 'Read how the connected person is a member of a server: nickname, roles, since when.',
    important: true,
    scopes: needs('guilds.members.read'),
    path: { guild_id: id('Id of the server, from DISCORD_LIST_MY_GUILDS.') },
    output: answer({
      ...textFields('nick', 'joined_at'),
      roles: { type: 'array', items: { type: 'string' } },
      user: anything,
    }),
  }),
  get('DISCORD_LIST_MY_CONNECTIONS', '/users/@me/connections', {
    name: 'List my connections',
    description: 'List the accounts elsewhere (such as Twitch, GitHub, Steam) that the person has linked.',
    scopes: needs('connections'),
    output: answer({ items: listOf(textFields('id', 'name', 'type')) }),
  }),
  get('DISCORD_GET_MY_OAUTH2_AUTHORIZATION', '/oauth2/@me', {
    name: 'Get my authorization',
    description: 'Say which app the connection belongs to, which scopes it has and when it ends.',
    output: answer({
      application: anything,
      scopes: { type: 'array', items: { type: 'string' } },
      ...textFields('expires'),
    }),
  }),
  get('DISCORD_GET_INVITE', '/invites/{code}', {
    name: 'Get invite',
    description: 'Look up an invite: the server and channel it leads to.',
    path: { code: id('Code of the invite: what follows discord.gg/.') },
    query: {
      with_counts: flag('Return the numbers of members.'),
      with_expiration: flag('Return when it ends.'),
      guild_scheduled_event_id: text('Id of an event to return with it.'),
    },
    output: answer({ ...textFields('code', 'expires_at'), guild: anything, channel: anything }),
  }),
] satisfies ToolkitInput['tools']
