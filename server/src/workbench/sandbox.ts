/** What a provider of sandboxes has to be able to do. What runs inside is `kernel/`, the same for all. */
import type { Duplex } from 'node:stream'
import type { SandboxLimits } from './sandbox-size.ts'

export interface SandboxOptions {
  limits: SandboxLimits
  /** Python modules to load before any code comes. */
  prewarm: readonly string[]
}

/** A running sandbox: one socket, and a process to end. */
export interface Sandbox {
  /** The only way in and out. Whatever comes out of it is hostile. */
  readonly channel: Duplex
  /** Resolves when the last process is gone, with what the start or the end had to say. */
  readonly ended: Promise<string>
  /** Stops every process where it is; `thaw` lets them go on. */
  freeze(): Promise<void>
  thaw(): Promise<void>
  /** Ends every process at once. */
  kill(): void
  /** Bytes of memory in use; undefined where nobody counts. */
  memory(): Promise<number | undefined>
}

export interface SandboxProvider {
  readonly name: 'bubblewrap' | 'container' | 'e2b'
  /** What protects a sandbox here, in a line for `/readyz`. */
  readonly protection: string
  /** @throws when the sandbox cannot be started with all of its limits. */
  start(options: SandboxOptions): Promise<Sandbox>
}

/** There are no sandboxes here. */
export interface NoProvider {
  readonly name: 'none'
  /** Why, and what would help. */
  readonly reason: string
}
