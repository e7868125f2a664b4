import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const reportFile = process.env['PATCHBAY_TEST_REPORT']
const shared = {
  pool: 'threads',
  // Most tests wait for servers, so two at a time pay off on two cores already.
  maxWorkers: Math.max(2, availableParallelism()),
  // A start compiles the catalog of the head, and two files share two cores.
  testTimeout: 120_000,
  hookTimeout: 180_000,
  // Node runs the TypeScript itself, in tests as in production.
  experimental: { viteModuleRunner: false },
} as const

export default defineConfig({
  test: {
    projects: [
      { test: { ...shared, name: 'libraries', include: ['{catalog,search}/**/*.test.ts'] } },
      {
        test: {
          ...shared,
          name: 'server',
          include: ['{server,conformance}/**/*.test.ts'],
          globalSetup: ['server/test/global-setup.ts'],
        },
      },
    ],
    reporters: reportFile ? ['default', 'json'] : ['default'],
    ...(reportFile && { outputFile: { json: reportFile } }),
  },
})
