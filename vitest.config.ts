import { fileURLToPath } from 'node:url'
import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    reporters: ['default', './test/support/count-reporter.ts'],
    projects: [
      {
        // What a configuration outside this package imports; the loader's own hook is not asked within vitest.
        resolve: {
          alias: { tamizdat: fileURLToPath(new URL('src/config/define-config.ts', import.meta.url)) },
        },
        test: {
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/runtimes/workerd/**'],
          testTimeout: 20_000,
        },
      },
      {
        plugins: [cloudflareTest({ wrangler: { configPath: './deploy/cloudflare/wrangler.jsonc' } })],
        test: {
          name: 'workerd',
          include: ['test/runtimes/workerd/**/*.test.ts'],
          globalSetup: './test/support/remote-upstream.ts',
          testTimeout: 20_000,
        },
      },
    ],
  },
})
