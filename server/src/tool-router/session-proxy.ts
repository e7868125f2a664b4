/** Calling an API with a session's account, naming no tool. */
import { executeProxy } from '../execution/execute-proxy.ts'
import { proxyTags } from '../execution/guarded-call.ts'
import type { ProxyBody, ProxyResult } from '../execution/proxy-contract.ts'
import { ApiError } from '../http/errors.ts'
import { findToolkit } from '../toolkits/toolkits.ts'
import type { MetaToolCall } from './meta/meta-tool-call.ts'
import { chooseAccount } from './session-accounts.ts'
import { allowsTool, allowsToolkit } from './session-tools.ts'

export interface SessionProxyCall extends Omit<ProxyBody, 'connected_account_id'> {
  /** Slug of the toolkit whose API is called. */
  toolkit: string
  /** Origin for links to files. */
  origin: string
}

/**
 * Makes a proxy call for the session's user. It passes the session's filters as a tool of its own would: a list of
 * enabled tools leaves it out, and its tags are those of its method.
 * @throws {ApiError} ToolkitNotFound; ToolkitNotInSession, ToolNotInSession; what `chooseAccount` and
 * `executeProxy` throw.
 */
export async function proxyInSession(
  { deps, session, requestId }: Pick<MetaToolCall, 'deps' | 'session' | 'requestId'>,
  { toolkit: slug, origin, ...proxy }: SessionProxyCall,
): Promise<ProxyResult> {
  const { config } = session
  if (!config.workbench.proxy_execution_enabled) {
    throw new ApiError(
      'ToolNotInSession',
      'This session leaves proxy_execute out (workbench.enable_proxy_execution)',
      { suggestedFix: 'Use the tools of the toolkit.' },
    )
  }
  if (config.mode === 'simulate') {
    throw new ApiError('NotSupported', 'This session simulates, and a proxy call always asks the provider', {
      suggestedFix: 'Use the tools of the toolkit, or set experimental.mode to "live".',
    })
  }
  const { slug: toolkit } = findToolkit(deps, slug.toLowerCase())
  if (!allowsToolkit(config, toolkit))
    throw new ApiError('ToolkitNotInSession', `Toolkit ${toolkit} is not enabled in this session`)
  if (!allowsTool(config, { slug: 'PROXY', toolkit, tags: proxyTags(proxy.method) })) {
    const message = `The session's filters leave ${proxy.method} calls of ${toolkit} out`
    throw new ApiError('ToolNotInSession', message, {
      suggestedFix: 'Use the tools that the session enables.',
    })
  }
  const account = await chooseAccount(deps, session, toolkit, undefined)
  return executeProxy(deps, {
    ...proxy,
    origin,
    projectId: session.projectId,
    sessionId: session.id,
    permissions: config.permissions,
    userId: session.userId,
    requestId,
    connectedAccountId: account.id,
  })
}
