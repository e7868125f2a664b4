/** The configuration of an instance, checked against its trigger type. */
import type { Trigger } from '@patchbay/catalog'
import { declaredDefaults } from '../execution/arguments/declared-defaults.ts'
import { validateArguments } from '../execution/arguments/validate-arguments.ts'
import { ApiError } from '../http/errors.ts'

/** The configuration with the values that the type declares for what is left out. */
export function withDefaults(
  { config }: Trigger,
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return { ...declaredDefaults(config), ...given }
}

/** @throws {ApiError} TriggerConfigInvalid with a line for each field that is wrong. */
export function checkConfig(
  trigger: Trigger,
  version: string,
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  try {
    const { args } = validateArguments({ slug: trigger.slug, version, input: trigger.config }, given)
    return { ...args }
  } catch (error) {
    if (!(error instanceof ApiError) || error.kind !== 'ToolArgumentsInvalid') throw error
    const errors = (error.options.errors ?? []).map((line) => `trigger_config.${line}`)
    const required = trigger.config['required']
    const names = Array.isArray(required) && required.length > 0 ? required.join(', ') : 'nothing'
    throw new ApiError(
      'TriggerConfigInvalid',
      `Invalid configuration for ${trigger.slug}: ${errors.join('; ')}`,
      {
        errors,
        suggestedFix: `${trigger.slug} requires ${names}; GET /api/v3.1/triggers_types/${trigger.slug} has the whole schema.`,
      },
    )
  }
}
