/** The name by which a glob such as `GMAIL_*` is about calls of Gmail's API that name no tool. */
export function proxyToolkitName(toolkit: string): string {
  return `${toolkit.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}_PROXY`
}
