import { afterAll, expect, test } from 'vitest'
import { testServer } from '../../test/harness.ts'
import { forgetProject, withProjectToolkits } from './project-deps.ts'

const server = await testServer()
afterAll(() => server.close())

/** Deps of a process that knows nothing yet, whose reads are counted. */
function counted() {
  let reads = 0
  const { db, config, ...rest } = server.deps
  const select: typeof db.select = (...args: []) => {
    reads += 1
    return db.select(...args)
  }
  const counting = new Proxy(db, { get: (of, name) => (name === 'select' ? select : Reflect.get(of, name)) })
  return { deps: { ...rest, db: counting, config: { ...config } }, reads: () => reads }
}

test('calls that come together ask together what a project has of its own, and anew after a change', async () => {
  const all = (deps: ReturnType<typeof counted>['deps']) =>
    Promise.all(Array.from({ length: 200 }, () => withProjectToolkits(deps, server.projectId)))
  const one = counted()
  await withProjectToolkits(one.deps, server.projectId)
  const many = counted()
  await all(many.deps)
  expect(many.reads()).toBe(one.reads())
  const changed = counted()
  const before = all(changed.deps)
  forgetProject(changed.deps, server.projectId)
  await Promise.all([before, all(changed.deps)])
  expect(changed.reads()).toBe(2 * one.reads())
})
