import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { budget } from './vite.budget'

const server = process.env.JETON_URL ?? 'http://127.0.0.1:8080'

const framework =
  /node_modules\/(react|react-dom|scheduler|use-sync-external-store|openapi-fetch|@tanstack\/(react-)?(query|router|store|history)(-core)?)\//

export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  esbuild: { jsx: 'automatic' },
  plugins: [budget('/index.html')],
  build: {
    target: 'es2022',
    sourcemap: false,
    // A data: URL for a small asset would need a wider content security policy.
    assetsInlineLimit: 0,
    // The library that shows the contract comes as one file. The console's own entry is the rendering library for
    // the most part; pages and the wizard are split off it.
    chunkSizeWarningLimit: 1600,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: ['index.html', 'api-reference.html'],
      output: {
        // What changes with a library alone: a new console leaves it in the caches of those who had the last one.
        manualChunks: (id) => (framework.test(id) ? 'framework' : undefined),
      },
      onwarn(warning, warn) {
        // 'use client' means nothing here, and every module of the component library has it.
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning)
      },
    },
  },
  server: { proxy: { '/public': server, '/session': server } },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/test/setup.ts'],
    css: false,
    // A page under test takes a second; on a loaded machine, several.
    testTimeout: 30_000,
    // Two workers keep the run within two cores.
    poolOptions: { forks: { maxForks: 2, minForks: 1 } },
  },
})
