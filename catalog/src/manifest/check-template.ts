/** Checks that templates can be read and name only what exists where they stand. */
import { templateReferences, TemplateError } from './template.ts'
import type { TemplateNamespace } from './template.ts'

/** Takes one fault: where (dotted), and what. */
export type Report = (path: string, message: string) => void

/** `checkTemplate` for each value of a record. */
export function checkTemplates(
  templates: Readonly<Record<string, string>>,
  allowed: readonly TemplateNamespace[],
  path: string,
  report: Report,
): void {
  for (const [name, template] of Object.entries(templates)) {
    checkTemplate(template, allowed, `${path}.${name}`, report)
  }
}

/** Reports a template that cannot be read or names a namespace or step that has no meaning here. */
export function checkTemplate(
  template: string,
  allowed: readonly TemplateNamespace[],
  path: string,
  report: Report,
  steps: readonly string[] = [],
): void {
  try {
    for (const { namespace, field } of templateReferences(template)) {
      const step = field.split('.')[0] ?? ''
      if (!allowed.includes(namespace)) report(path, `the namespace ${namespace} has no meaning here`)
      else if (namespace === 'steps' && !steps.includes(step))
        report(path, `no step before this is called ${step}`)
    }
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error
    report(path, error.message)
  }
}
