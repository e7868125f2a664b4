/** Slackbot: Slack with nothing but a bot's token. Its tools are those of Slack, under their own prefix. */
import type { ToolkitInput } from '../../src/manifest/manifest.ts'
import { slack } from '../slack/toolkit.ts'
import { slackTriggers } from '../slack-triggers.ts'

const renamed = (text: string) => text.replaceAll(/\bSLACK_(?=[A-Z])/g, 'SLACKBOT_')

const { auth, tools }: Pick<ToolkitInput, 'auth' | 'tools'> = slack

export const slackbot = {
  ...slack,
  slug: 'slackbot',
  name: 'Slackbot',
  description: 'Post and read messages as a bot, and look up the channels and people of a Slack workspace.',
  categories: ['collaboration-&-communication'],
  aliases: ['slack bot'],
  auth: auth.map((scheme) => ({
    ...scheme,
    name: scheme.name.replace('slack', 'slackbot'),
    auth_config_fields: (scheme.auth_config_fields ?? []).filter(({ name }) => name !== 'user_scopes'),
  })),
  // Those that Slack serves to user tokens alone are here too: people have their names in code, and may paste such a token.
  tools: tools.map((tool) => JSON.parse(renamed(JSON.stringify(tool))) as ToolkitInput['tools'][number]),
  triggers: slackTriggers('SLACKBOT_'),
} satisfies ToolkitInput
