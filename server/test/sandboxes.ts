/** Sandboxes for tests, and what to say where a machine has none. */
import { describe } from 'vitest'
import { probeBubblewrap } from '../src/workbench/bubblewrap/bubblewrap.ts'
import type { Rights } from '../src/workbench/bubblewrap/rung.ts'
import { Kernel } from '../src/workbench/kernel.ts'
import type { NoProvider, SandboxProvider } from '../src/workbench/sandbox.ts'
import { sandboxSizes } from '../src/workbench/sandbox-size.ts'

const found = await probeBubblewrap()

/** A group of tests that need a sandbox: left out, with the reason in its title, where there is none. */
export function describeSandboxed(title: string, tests: () => void): void {
  describe.skipIf(found.name === 'none')(title + why(found), tests)
}

/** The same, with one way to lose the rights of the server. `start` gives a sandbox that is closed so. */
export async function describeWithRights(
  rights: Rights,
  title: string,
  tests: (start: () => Promise<Kernel>) => void,
): Promise<void> {
  const provider = await probeBubblewrap((rung) => rung.rights === rights)
  describe.skipIf(provider.name === 'none')(`${title}, with ${rights}${why(provider)}`, () =>
    tests(() => startOn(provider)),
  )
}

const why = (provider: SandboxProvider | NoProvider) =>
  provider.name === 'none' ? ` (left out, no such sandbox here: ${provider.reason})` : ''

/** A kernel that takes code. End it when done. */
export const startKernel = (): Promise<Kernel> => startOn(found)

async function startOn(provider: SandboxProvider | NoProvider): Promise<Kernel> {
  if (provider.name === 'none') throw new Error(provider.reason)
  const kernel = new Kernel(await provider.start({ limits: sandboxSizes.standard, prewarm: [] }))
  await kernel.ready()
  return kernel
}
