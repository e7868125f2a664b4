/** What `kernel/check.py` saw of a sandbox, judged: whether it is closed. */

/** What the process in the sandbox saw that it should not; undefined when all is well. */
export function problemOf(output: string, words: string, wantsSeccomp: boolean): string | undefined {
  let seen: Record<string, unknown>
  try {
    seen = JSON.parse(output) as Record<string, unknown>
  } catch {
    return words.trim().split('\n').at(-1) || 'it did not start'
  }
  const interfaces = seen['interfaces']
  if (seen['uid'] === 0) return 'the process is root'
  if (seen['capabilities'] !== 0) return 'the process keeps capabilities'
  if (seen['no_new_privileges'] !== true) return 'the process may gain privileges'
  if (wantsSeccomp && seen['seccomp'] !== true) return 'system calls are not filtered'
  if (!Array.isArray(interfaces) || interfaces.some((name) => name !== 'lo')) return 'the network is there'
  if (Number(seen['processes']) > 4) return 'processes of the machine are there'
  const unwritable = seen['unwritable']
  if (!Array.isArray(unwritable) || unwritable.length > 0) return `not to be written: ${String(unwritable)}`
  return undefined
}
