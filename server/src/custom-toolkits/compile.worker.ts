/** Compiles a description away from the server's thread, so that a hostile one costs its budget and no more. */
import { parentPort } from 'node:worker_threads'
import { compileDescription, type DescriptionOptions } from '@patchbay/catalog/custom'

parentPort?.on('message', ({ text, options }: { text: string; options: DescriptionOptions }) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port of a worker, not a window
  parentPort?.postMessage(answer(text, options))
})

function answer(text: string, options: DescriptionOptions): object {
  try {
    return { compiled: compileDescription(text, options) }
  } catch (error) {
    // Errors of the compiler say what is wrong with the input; others could say anything.
    const known =
      error instanceof Error && ['OpenApiError', 'OverlayError', 'ManifestError'].includes(error.name)
    return { problem: known ? error.message : 'the description cannot be compiled' }
  }
}
