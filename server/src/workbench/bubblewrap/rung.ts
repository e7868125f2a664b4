/**
 * The ladder: how a sandbox can be closed on this machine, the best first. What is chosen at the start is used for
 * every sandbox; where no rung holds, code is not run.
 */

/** How a process loses the rights of the server. */
export type Rights =
  /** In a user namespace; as root under a user id of its own, taken before bubblewrap starts. */
  | 'user-namespace'
  /** No user namespaces here: bubblewrap starts as root, and the user id changes inside. */
  | 'setpriv-inside'

export interface Rung {
  rights: Rights
  cgroup: boolean
}

export const rungs: readonly Rung[] = [
  { rights: 'user-namespace', cgroup: true },
  { rights: 'user-namespace', cgroup: false },
  { rights: 'setpriv-inside', cgroup: true },
  { rights: 'setpriv-inside', cgroup: false },
]

/** A rung in words, for `/readyz`. */
export function describeRung({ rights, cgroup }: Rung, seccomp: boolean): string {
  const parts = [
    rights === 'user-namespace' ? 'user namespace' : 'no user namespace: user id changed inside',
    cgroup ? 'cgroup limits' : 'no cgroup: limits for each process only',
    seccomp ? 'seccomp' : 'no seccomp on this architecture',
  ]
  return parts.join(', ')
}
