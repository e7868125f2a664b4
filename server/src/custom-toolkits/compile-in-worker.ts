/** Compiling within a budget of time and memory. */
import { Worker } from 'node:worker_threads'
import type { CompiledDescription, DescriptionOptions } from '@patchbay/catalog/custom'
import { ApiError } from '../http/errors.ts'

/** What one description may cost. The largest published ones take 3 s and 300 MB. */
export const compileBudget = { milliseconds: 20_000, megabytes: 512 }

/**
 * @throws {ApiError} CustomToolkitInvalid with the reason: what is wrong with the description, or that it costs more
 * than the budget.
 */
export async function compileInWorker(
  text: string,
  options: DescriptionOptions,
  budget = compileBudget,
): Promise<CompiledDescription> {
  const worker = new Worker(new URL('compile.worker.ts', import.meta.url), {
    workerData: { text, options },
    resourceLimits: { maxOldGenerationSizeMb: budget.megabytes },
    env: {},
  })
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise<CompiledDescription>((resolve, reject) => {
      timer = setTimeout(
        () => reject(invalid(`it takes longer than ${budget.milliseconds} ms to compile`)),
        budget.milliseconds,
      )
      worker.once('message', (message: { compiled?: CompiledDescription; problem?: string }) => {
        if (message.compiled) resolve(message.compiled)
        else reject(invalid(message.problem ?? 'it cannot be compiled'))
      })
      worker.once('error', () => reject(invalid(`it takes more than ${budget.megabytes} MB to compile`)))
      worker.once('exit', () => reject(invalid('it cannot be compiled')))
    })
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}

export function invalid(reason: string): ApiError {
  return new ApiError('CustomToolkitInvalid', `The toolkit cannot be made: ${reason}`, { errors: [reason] })
}
