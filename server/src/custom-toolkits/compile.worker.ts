/** Compiles a description away from the server's thread, so that a hostile one costs its budget and no more. */
import { parentPort, workerData } from 'node:worker_threads'
import { compileDescription, type DescriptionOptions } from '@patchbay/catalog/custom'

const { text, options } = workerData as { text: string; options: DescriptionOptions }

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port of a worker, not a window
const answer = (message: object) => parentPort?.postMessage(message)

try {
  answer({ compiled: compileDescription(text, options) })
} catch (error) {
  // Errors of the compiler say what is wrong with the input; others could say anything.
  const known =
    error instanceof Error && ['OpenApiError', 'OverlayError', 'ManifestError'].includes(error.name)
  answer({ problem: known ? error.message : 'the description cannot be compiled' })
}
