import { expect, inject, test } from 'vitest'
import { loadCatalog } from '../../startup/catalog/load-catalog.ts'
import { builtins } from './builtins.ts'

test('every built-in that a manifest names exists, and every one that exists is named', async () => {
  const catalog = await loadCatalog(inject('cacheDir'), () => {})
  const named = new Set<string>()
  for (const { slug } of catalog.toolkits()) {
    for (const { exec } of catalog.tools(slug)) if (exec.kind === 'builtin') named.add(exec.name)
    for (const { poll, webhook } of catalog.toolkit(slug)?.triggers ?? []) {
      for (const call of [poll?.call, poll?.detail, webhook?.detail]) {
        if (call?.exec.kind === 'builtin') named.add(call.exec.name)
      }
    }
  }
  catalog.close()
  expect([...builtins.keys()].toSorted()).toStrictEqual([...named].toSorted())
})
