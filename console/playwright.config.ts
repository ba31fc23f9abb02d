import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'e2e',
  workers: 1,
  fullyParallel: false,
  // For what hangs: a test that other work slows down has not failed.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  // One that passes the second time waits for less than it needs: tests/e2e/run names it.
  retries: 1,
  reporter: [['list']],
  use: {
    baseURL: process.env.JETON_E2E_URL ?? 'http://localhost:8080',
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    timezoneId: 'Europe/Lisbon',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
