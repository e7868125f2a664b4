/** The rules of a toolkit's trigger types that span several fields. */
import type { Report } from './check-template.ts'
import { checkTemplate } from './check-template.ts'
import type { Toolkit } from './manifest.ts'
import { isTemplate, type TemplateNamespace } from './template.ts'
import { checkToolSchema } from './tool-schema.ts'
import type { Trigger } from './trigger.ts'

const everywhere: readonly TemplateNamespace[] = ['conn', 'cfg', 'input', 'state', 'now', 'item', 'hook']

/** Reports every fault of the trigger types. */
export function checkTriggers({ triggers = [] }: Toolkit, prefix: string, report: Report): void {
  const known = new Set<string>()
  for (const trigger of triggers) {
    const { slug } = trigger
    if (!slug.startsWith(prefix)) report(slug, `does not start with ${prefix}`)
    if (known.has(slug)) report(slug, 'is the slug of two trigger types')
    known.add(slug)
    for (const side of ['config', 'payload'] as const) {
      for (const problem of checkToolSchema(trigger[side]))
        report(`${slug}.${side}${problem.path}`, problem.message)
    }
    checkTexts({ map: trigger.map, poll: trigger.poll, webhook: trigger.webhook }, slug, report)
    checkInputs(trigger, report)
    checkWebhook(trigger, report)
  }
}

/** Every text that is a template must be one that can be filled in. */
function checkTexts(value: unknown, path: string, report: Report): void {
  if (typeof value === 'string' && isTemplate(value)) checkTemplate(value, everywhere, path, report)
  if (typeof value !== 'object' || value === null) return
  for (const [key, item] of Object.entries(value)) checkTexts(item, `${path}.${key}`, report)
}

/** `{{input.x}}` must be a field of the configuration. */
function checkInputs({ slug, config, map, poll, webhook }: Trigger, report: Report): void {
  const named = JSON.stringify({ map, poll, webhook }).matchAll(/\{\{\s*input\.([A-Za-z0-9_-]+)/g)
  for (const [, name = ''] of named) {
    if (!Object.hasOwn(config.properties, name)) report(slug, `there is no config field ${name}`)
  }
}

function checkWebhook({ slug, webhook }: Trigger, report: Report): void {
  if (!webhook) return
  if (webhook.setup === 'auto' && !webhook.create) report(slug, 'setup auto needs create')
  if (webhook.setup === 'auto' || webhook.verify.kind === 'url') return
  const { secret } = webhook.verify
  if (!webhook.setup_fields.some(({ name }) => name === secret))
    report(slug, `no setup field is called ${secret}`)
}
