/** What a sandbox may use, by the `sandbox_size` of its session. */

const MiB = 1024 * 1024

export interface SandboxLimits {
  /** Name of these limits. */
  size: string
  /** Processors. */
  cpus: number
  /** Bytes of memory; files count as memory, since they lie there. */
  memory: number
  /** Bytes of each writable folder: `/mnt/files`, the home directory and `/tmp`. */
  disk: number
  /** Processes and threads. */
  processes: number
}

const limitsOf = (size: string, times: number): SandboxLimits => ({
  size,
  cpus: times,
  memory: times * 1024 * MiB,
  disk: times * 256 * MiB,
  processes: times * 128,
})

export const sandboxSizes = {
  standard: limitsOf('standard', 1),
  medium: limitsOf('medium', 2),
  large: limitsOf('large', 4),
  xlarge: limitsOf('xlarge', 8),
} as const satisfies Record<string, SandboxLimits>

export type SandboxSize = keyof typeof sandboxSizes

/** The size of this name; a session without one has `standard`. */
export function sandboxSize(name: string | undefined): SandboxSize {
  return name !== undefined && Object.hasOwn(sandboxSizes, name) ? (name as SandboxSize) : 'standard'
}
