import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium } from 'playwright-core'

// Makes the README's picture: the demo's article as a phone shows it. Needs Debian's chromium.
const root = join(import.meta.dirname, '..')
const port = 18080

const demo = spawn(process.execPath, ['src/demo.ts', '--port', String(port), '--admin-port', '18081'], {
  cwd: root,
  stdio: ['ignore', 'pipe', 'inherit'],
})
for await (const line of createInterface(demo.stdout)) if (line.includes('Ctrl-C')) break

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking'],
})
const page = await browser.newPage({ viewport: { width: 390, height: 780 }, deviceScaleFactor: 2 })
await page.goto(`http://a.localhost:${port}/`)
await page.click('main a[href^="a/"]')
await page.screenshot({ path: join(import.meta.dirname, 'public/article.png') })
await browser.close()

demo.kill('SIGINT')
await once(demo, 'exit')
