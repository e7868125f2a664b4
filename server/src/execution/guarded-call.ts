/** Calls as `permissions/` looks at them. */
import type { HashedExtra } from '../permissions/call-hash.ts'
import type { GuardedCall } from '../permissions/check-call.ts'
import { proxyToolkitName } from '../permissions/proxy-name.ts'
import { carriesOut } from '../permissions/taint.ts'
import type { PickedAccount } from './pick-account.ts'
import type { ResolvedTool } from './resolve-tool.ts'
import type { ProxyCall, ToolCall } from './tool-call.ts'

/** The call of a tool, whose arguments are valid. */
export function guardedToolCall(
  call: ToolCall,
  { tool }: ResolvedTool,
  account: PickedAccount | undefined,
  args: Readonly<Record<string, unknown>>,
): GuardedCall {
  return {
    projectId: call.projectId,
    sessionId: call.sessionId,
    permissions: call.permissions,
    userId: call.userId ?? account?.userId,
    toolkit: tool.toolkit,
    tool: tool.slug,
    version: tool.version,
    names: [tool.slug, ...tool.aliases],
    tags: tool.tags,
    accountId: account?.id,
    arguments: args,
    extra: broughtAlong(call),
    carriesOut: carriesOut(tool),
  }
}

/** What the caller adds to the request decides where it goes and what it says, as arguments do. */
function broughtAlong({ customAuthParams, customConnectionData }: ToolCall): HashedExtra {
  if (!customAuthParams && !customConnectionData) return undefined
  return { auth: customAuthParams ?? null, connection: customConnectionData ?? null }
}

const reading = ['readOnlyHint', 'idempotentHint', 'openWorldHint']

/** Hints that hold for a call of an API that names no tool. */
export function proxyTags(method: string): string[] {
  return method === 'GET' || method === 'HEAD' ? reading : ['openWorldHint']
}

/** A proxy call. */
export function guardedProxyCall(
  call: ProxyCall,
  toolkit: { slug: string; version: string },
  account: PickedAccount | undefined,
): GuardedCall {
  const { endpoint, method, body, binary_body, parameters, custom_connection_data } = call
  const tags = proxyTags(method)
  return {
    projectId: call.projectId,
    sessionId: call.sessionId,
    permissions: call.permissions,
    userId: call.userId ?? account?.userId,
    toolkit: toolkit.slug,
    tool: 'PROXY',
    version: toolkit.version,
    names: ['PROXY', proxyToolkitName(toolkit.slug)],
    tags,
    accountId: account?.id,
    arguments: JSON.parse(JSON.stringify({ endpoint, method, body, binary_body, parameters })),
    extra: custom_connection_data && { auth: null, connection: custom_connection_data },
    carriesOut: !tags.includes('readOnlyHint'),
  }
}
