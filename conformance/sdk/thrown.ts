/**
 * What a promise was rejected with. The generations' error classes differ, so tests compare their names.
 *
 * @throws {Error} when it was not rejected.
 */
export async function thrown(promise: Promise<unknown>): Promise<Error> {
  const outcome = await promise.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (outcome instanceof Error) return outcome
  throw new Error('It was expected to fail')
}
