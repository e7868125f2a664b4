/** Which texts of a credential have to be taken out of what a provider says. */

/** Names of fields, headers and parameters that hold secrets. */
const secretName = /token|secret|passw|key|credential|auth|cookie|signature|basic_encoded|jwt|session/i
/** Names that match and hold none. */
const harmlessName = /^(?:token_type|.*_?(?:url|uri)|.*expires.*|authed_user|auth_?scheme)$/i

/** Shorter texts are found everywhere by chance. */
const shortest = 6
const mostTexts = 100

/**
 * The secret texts among the fields of a credential, one level of nesting included
 * (`authed_user.access_token`). `declared` are names that the manifest calls secret.
 */
export function secretTexts(
  fields: Readonly<Record<string, unknown>>,
  declared: readonly string[] = [],
): string[] {
  return collect(fields, declared, 1).slice(0, mostTexts)
}

function collect(fields: object, declared: readonly string[], levels: number): string[] {
  return Object.entries(fields).flatMap(([name, value]: [string, unknown]) => {
    if (typeof value === 'string') return isSecret(name, declared) ? spellings(value) : []
    return typeof value === 'object' && value !== null && levels > 0
      ? collect(value, declared, levels - 1)
      : []
  })
}

function isSecret(name: string, declared: readonly string[]): boolean {
  return declared.includes(name) || (secretName.test(name) && !harmlessName.test(name))
}

/** `Bearer abc` is the secret `abc` too. */
function spellings(value: string): string[] {
  const bare = /^(?:Bearer|Basic|Token|Bot)\s+(\S+)$/i.exec(value)?.[1]
  return [value, ...(bare === undefined ? [] : [bare])].filter((text) => text.length >= shortest)
}
