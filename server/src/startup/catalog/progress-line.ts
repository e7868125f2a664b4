/** Shows how far a long job is: a bar that redraws itself on a terminal, now and then a plain line elsewhere. */
import type { Progress } from './prepare-store.ts'

const phases: Readonly<Record<string, string>> = {
  fetch: 'Fetching API descriptions',
  read: 'Reading API descriptions',
  compile: 'Compiling toolkits',
  write: 'Compiling toolkits',
  index: 'Building the search index',
}

/** One line of words: `Compiling toolkits: 30 % (435 of 1,456, stripe)`. */
export function progressText({ phase, done, total, name }: Progress): string {
  const share = total === 0 ? 100 : Math.floor((100 * done) / total)
  const at = name === '' ? '' : `, ${name}`
  const of = `${done.toLocaleString('en')} of ${total.toLocaleString('en')}`
  return `${phases[phase] ?? phase}: ${share} % (${of}${at})`
}

const width = 24

/** A function that shows progress; call it with nothing at the end. */
export function progressLine(
  out: (text: string) => void,
  isTerminal: boolean,
): (progress?: Progress) => void {
  let shown = ''
  let drawn = 0
  return (progress) => {
    if (!progress) {
      if (isTerminal && shown !== '') out('\r\u001B[K')
      return
    }
    const tenths = progress.total === 0 ? 10 : Math.floor((10 * progress.done) / progress.total)
    if (!isTerminal) {
      const step = `${progress.phase} ${tenths}`
      if (step !== shown) out(`${progressText({ ...progress, name: '' })}\n`)
      shown = step
      return
    }
    const now = performance.now()
    if (shown !== '' && now - drawn < 100 && progress.done < progress.total) return
    drawn = now
    shown = progress.phase
    const filled = Math.round((width * progress.done) / Math.max(progress.total, 1))
    out(`\r\u001B[K${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${progressText(progress)}`)
  }
}
