import { afterEach, beforeEach, expect, vi } from 'vitest'

/**
 * Most answers the SDKs only check loosely: a field of the wrong type is a warning on the console, and the caller
 * gets data that its types lie about. Fails every test of the file that provokes one.
 */
export function failOnTransformWarnings(): void {
  let warnings: string[] = []
  beforeEach(() => {
    warnings = []
    vi.spyOn(console, 'warn').mockImplementation((...args: unknown[]) => {
      warnings.push(args.map(String).join(' '))
    })
  })
  afterEach(() => {
    vi.restoreAllMocks()
    expect(warnings.filter((text) => text.includes('Transform validation failed'))).toStrictEqual([])
  })
}
