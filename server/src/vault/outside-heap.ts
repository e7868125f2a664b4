/** For secrets that a process needs as long as it runs, such as the operator's OAuth apps. */
import { createSecretKey } from 'node:crypto'

/**
 * Keeps a text where no snapshot of the JavaScript heap reaches; the answer gives it again.
 * @param text not empty.
 */
export function outsideHeap(text: string): () => string {
  const key = createSecretKey(Buffer.from(text))
  return () => key.export().toString()
}
