/** Compiling within a budget of time and memory. */
import { Worker } from 'node:worker_threads'
import type { CompiledDescription, DescriptionOptions } from '@patchbay/catalog/custom'
import { ApiError } from '../http/errors.ts'

/** What one description may cost. The largest published ones take 3 s and 300 MB. */
export const compileBudget = { milliseconds: 20_000, megabytes: 512 }

/** Loading the compiler takes longer than most descriptions do: whoever previews soon publishes. */
const idleForMs = 10_000

interface Idle {
  worker: Worker
  timer: NodeJS.Timeout
}
let idle: Idle | undefined

/**
 * @throws {ApiError} CustomToolkitInvalid with the reason: what is wrong with the description, or that it costs more
 * than the budget.
 */
export async function compileInWorker(
  text: string,
  options: DescriptionOptions,
  budget = compileBudget,
): Promise<CompiledDescription> {
  const worker = (budget === compileBudget ? takeIdle() : undefined) ?? newWorker(budget)
  let timer: NodeJS.Timeout | undefined
  let hasAnswered = false
  try {
    return await new Promise<CompiledDescription>((resolve, reject) => {
      timer = setTimeout(
        () => reject(invalid(`it takes longer than ${budget.milliseconds} ms to compile`)),
        budget.milliseconds,
      )
      worker.once('message', (message: { compiled?: CompiledDescription; problem?: string }) => {
        hasAnswered = true
        if (message.compiled) resolve(message.compiled)
        else reject(invalid(message.problem ?? 'it cannot be compiled'))
      })
      worker.once('error', () => reject(invalid(`it takes more than ${budget.megabytes} MB to compile`)))
      worker.once('exit', () => reject(invalid('it cannot be compiled')))
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker, not a window
      worker.postMessage({ text, options })
    })
  } finally {
    clearTimeout(timer)
    forget(worker)
    if (hasAnswered && budget === compileBudget) keepIdle(worker)
    else await worker.terminate()
  }
}

function newWorker(budget: typeof compileBudget): Worker {
  return new Worker(new URL('compile.worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: budget.megabytes },
    env: {},
  })
}

/** Takes our listeners off. All at once would take off Node's own too, which open the channel again. */
function forget(worker: Worker): void {
  for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event)
}

function takeIdle(): Worker | undefined {
  if (!idle) return undefined
  const { worker, timer } = idle
  idle = undefined
  clearTimeout(timer)
  forget(worker)
  worker.ref()
  return worker
}

/** Keeps a worker that did its job for the next one; one is enough. */
function keepIdle(worker: Worker): void {
  if (idle) return void worker.terminate()
  const drop = () => {
    if (idle?.worker === worker) idle = undefined
    void worker.terminate()
  }
  worker.once('error', drop)
  worker.once('exit', drop)
  worker.unref()
  idle = { worker, timer: setTimeout(drop, idleForMs).unref() }
}

export function invalid(reason: string, suggestedFix?: string): ApiError {
  return new ApiError('CustomToolkitInvalid', `The toolkit cannot be made: ${reason}`, {
    errors: [reason],
    ...(suggestedFix !== undefined && { suggestedFix }),
  })
}
