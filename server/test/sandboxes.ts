/** Sandboxes for tests, and what to say where a machine has none. */
import { describe } from 'vitest'
import { probeBubblewrap } from '../src/workbench/bubblewrap/bubblewrap.ts'
import type { Rung } from '../src/workbench/bubblewrap/rung.ts'
import { Kernel } from '../src/workbench/kernel.ts'
import type { SandboxProvider } from '../src/workbench/sandbox.ts'
import { sandboxSizes, type SandboxLimits } from '../src/workbench/sandbox-size.ts'

const found = await probeBubblewrap()
const why = found.name === 'none' ? ` (left out, no sandbox here: ${found.reason})` : ''

/** A group of tests that need a sandbox: left out, with the reason in its title, where there is none. */
export function describeSandboxed(title: string, tests: () => void): void {
  describe.skipIf(found.name === 'none')(title + why, tests)
}

/** A kernel that takes code. End it when done. */
export async function startKernel({
  limits = sandboxSizes.standard,
  only,
}: { limits?: SandboxLimits; only?: (rung: Rung) => boolean } = {}): Promise<Kernel> {
  const provider = only ? await probeBubblewrap(only) : found
  if (provider.name === 'none') throw new Error(provider.reason)
  return startOn(provider, limits)
}

async function startOn(provider: SandboxProvider, limits: SandboxLimits): Promise<Kernel> {
  const kernel = new Kernel(await provider.start({ limits, prewarm: [] }))
  await kernel.ready()
  return kernel
}

/** What protects sandboxes on this machine, in words; empty where there are none. */
export const protection = found.name === 'none' ? '' : found.protection
