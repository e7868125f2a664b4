/** What callers of Discord get wrong. */
import type { ToolkitGuidance } from '../../src/manifest/with-guidance.ts'

export const discordGuidance: ToolkitGuidance = {
  pitfalls: [
    'It acts as a person and only reads: sending and reading messages takes a bot.',
    'Ids are texts of digits: as a number the last digits are lost.',
  ],
  tools: {
    DISCORD_GET_MY_GUILD_MEMBER: {
      pitfalls: ['It tells of the connected person alone, never of other members; roles come as ids.'],
      before: ['DISCORD_LIST_MY_GUILDS'],
    },
    DISCORD_GET_INVITE: {
      pitfalls: [
        'code is the last part of the link, without discord.gg/. One that has run out is not found.',
      ],
    },
  },
}
