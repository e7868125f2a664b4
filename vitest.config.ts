import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{catalog,search,server,conformance}/**/*.test.ts'],
    globalSetup: ['server/test/global-setup.ts'],
    pool: 'threads',
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
