/** The workbench as the environment has it. */
import type { Env } from '../env.ts'
import { probeBubblewrap } from './bubblewrap/bubblewrap.ts'
import { probeContainer } from './container/container.ts'
import type { NoProvider, SandboxProvider } from './sandbox.ts'
import { Workbench } from './workbench.ts'

const minute = 60_000

/** Nothing is started, and nothing tried, before the first use. */
export function openWorkbench({
  workbench,
  workbenchImage,
  e2b,
  workbenchCalls,
  workbenchMost,
  workbenchSpare,
}: Pick<
  Env,
  'workbench' | 'workbenchImage' | 'e2b' | 'workbenchCalls' | 'workbenchMost' | 'workbenchSpare'
>): Workbench {
  const probe = async (): Promise<SandboxProvider | NoProvider> => {
    if (workbench === 'none') return { name: 'none', reason: 'switched off by PATCHBAY_WORKBENCH' }
    if (workbench === 'docker' || workbench === 'podman')
      return probeContainer({ command: [workbench], image: workbenchImage })
    if (e2b) return (await import('./e2b/e2b.ts')).probeE2b(e2b)
    if (process.platform !== 'linux')
      return { name: 'none', reason: `sandboxes need Linux; this is ${process.platform}` }
    return probeBubblewrap()
  }
  return new Workbench(probe, {
    most: workbenchMost,
    mostCalls: workbenchCalls,
    spare: workbenchSpare,
    freezeAfterMs: minute,
    endAfterMs: 30 * minute,
  })
}
