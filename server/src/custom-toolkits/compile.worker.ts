/** Compiles a description away from the server's thread, so that a hostile one costs its budget and no more. */
import { parentPort, workerData } from 'node:worker_threads'
import { compileDescription, type DescriptionOptions } from '@patchbay/catalog/custom'

const { text, options } = workerData as { text: string; options: DescriptionOptions }

try {
  parentPort?.postMessage({ compiled: compileDescription(text, options) })
} catch (error) {
  // Errors of the compiler say what is wrong with the input; others could say anything.
  const known =
    error instanceof Error && ['OpenApiError', 'OverlayError', 'ManifestError'].includes(error.name)
  parentPort?.postMessage({ problem: known ? error.message : 'the description cannot be compiled' })
}
