/** A declarative call that no tool stands for, with an account's credential: what triggers are made of. */
import {
  fillConstants,
  type CatalogTool,
  type CatalogToolkit,
  type TemplateScope,
  type TriggerCall,
} from '@patchbay/catalog'
import type { Deps } from '../deps.ts'
import { openChannel } from './open-channel.ts'
import type { PickedAccount } from './pick-account.ts'
import { isObject } from './request/outgoing-request.ts'
import { runTool, type RunResult } from './run-tool.ts'
import { startStopwatch } from './stopwatch.ts'

type CallDeps = Pick<Deps, 'db' | 'vault' | 'catalog' | 'config' | 'egress' | 'clock' | 'log' | 'env'>

/**
 * Sends a call as a tool's would be sent: credential opened and renewed, destination guarded, answer shaped and
 * scrubbed.
 * @returns what the provider said; its refusal too
 * @throws {ApiError} when the account cannot be used or the request cannot be built
 */
export async function callForAccount(
  deps: CallDeps,
  toolkit: CatalogToolkit,
  account: PickedAccount,
  call: TriggerCall,
  scope: TemplateScope,
): Promise<RunResult> {
  const { context, channel } = await openChannel(deps, {}, toolkit, account)
  const whole: TemplateScope = { ...context.scope, ...scope }
  const filled = call.arguments === undefined ? scope.input : fillConstants(call.arguments, whole)
  return runTool(deps, {
    tool: { ...asTool, exec: call.exec, toolkit: toolkit.slug, version: toolkit.version },
    toolkit,
    args: isObject(filled) ? filled : {},
    defaults: {},
    context: { ...context, scope: whole },
    channel,
    callerBody: undefined,
    watch: startStopwatch(),
  })
}

const asTool: Omit<CatalogTool, 'exec' | 'toolkit' | 'version'> = {
  slug: 'TRIGGER',
  aliases: [],
  name: 'Trigger',
  description: 'A request of a trigger.',
  tags: [],
  important: false,
  deprecated: false,
  no_auth: false,
  scopes: null,
  input: { type: 'object', properties: {} },
  output: { type: 'object', properties: {} },
}
