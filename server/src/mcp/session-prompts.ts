/** The prompts of a session: how an agent is told what it can do. */
import type { GetPromptResult, Prompt } from '@modelcontextprotocol/server'
import { mcpServer } from '../late-packages.ts'
import { assistivePrompt } from '../tool-router/assistive-prompt.ts'
import type { MetaToolCall } from '../tool-router/meta/meta-tool-call.ts'

const assistive: Prompt = {
  name: 'assistive_prompt',
  title: 'How to work with the tools of this session',
  description: 'Instructions for the agent, made from what this session allows',
  arguments: [
    {
      name: 'timezone',
      description: 'The user’s time zone, as Europe/Lisbon; the prompt then names their local time',
      required: false,
    },
  ],
}

export const sessionPrompts: readonly Prompt[] = [assistive]

/** @throws {ProtocolError} InvalidParams for a prompt that does not exist. */
export function sessionPrompt(
  { deps, session }: MetaToolCall,
  name: string,
  args: Record<string, string> = {},
): GetPromptResult {
  if (name !== assistive.name) {
    const { ProtocolError, ProtocolErrorCode } = mcpServer()
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, `No prompt ${name.slice(0, 64)}`)
  }
  const text = assistivePrompt(session.config, deps.clock.now(), args['timezone'])
  return {
    description: assistive.description ?? '',
    messages: [{ role: 'user', content: { type: 'text', text } }],
  }
}
