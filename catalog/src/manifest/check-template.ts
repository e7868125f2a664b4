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

/** Reports a template that cannot be read or names a namespace that has no meaning here. */
export function checkTemplate(
  template: string,
  allowed: readonly TemplateNamespace[],
  path: string,
  report: Report,
): void {
  try {
    for (const { namespace } of templateReferences(template)) {
      if (!allowed.includes(namespace)) report(path, `the namespace ${namespace} has no meaning here`)
    }
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error
    report(path, error.message)
  }
}
