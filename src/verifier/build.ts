import { readFile, writeFile } from 'node:fs/promises'
import { build } from 'esbuild'

const folder = new URL('./', import.meta.url)

/** Makes the page that checks an article: one file, with the product's own code in it, for people to hand on. */
export async function buildVerifier(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [new URL('entry.ts', folder).pathname],
    bundle: true,
    minify: true,
    format: 'iife',
    globalName: 'tamizdat',
    target: 'es2020',
    legalComments: 'inline',
    write: false,
  })
  const script = outputFiles[0]?.text.trim() ?? ''
  const page = await readFile(new URL('page.html', folder), 'utf8')
  // Text between script tags must not hold what ends them (HTML §4.12.1.3).
  return page.replace('/*CHECK*/', () => script.replaceAll('</script', '<\\/script'))
}

if (import.meta.main) await writeFile(new URL('verifier.html', folder), await buildVerifier())
