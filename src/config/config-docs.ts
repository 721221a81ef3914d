import { type ConfigKey, configKeys } from './config-keys.ts'

const opening = `# Configuration
<!-- Made from src/config/schema.ts by \`npx vitest run test/docs.test.ts -u\`: change it there. -->

One file, \`mirrors.config.ts\`, whose default export is \`defineConfig({ … })\` from \`tamizdat\`. It is read once, when a
command starts. A key that is not listed here is an error, so nothing misspelt is silently left out. A value that must
not stand in a file is given by its name, \`secret('NAME')\`: it is taken from the environment variable \`NAME\`, else from
the file that \`NAME_FILE\` names, else from \`secret('NAME', { file: '…' })\`. \`tamizdat init\` writes a file to start from.
`

/** The reference of every key, as Markdown: what docs/config.md holds. */
export function formatConfigDocs(): string {
  const sections = configKeys.map(formatKey)
  return `${[opening, ...sections].join('\n')}`
}

function formatKey(key: ConfigKey): string {
  const facts = [
    `Type: ${key.allowed}`,
    key.unit === undefined ? null : `Unit: ${key.unit}`,
    formatDefault(key),
    key.example === undefined ? null : `Example: \`${lastPart(key.path)}: ${key.example}\``,
  ].filter(fact => fact !== null)
  return `## \`${key.path}\`\n${key.description}\n\n${facts.map(fact => `- ${fact}`).join('\n')}\n`
}

function formatDefault(key: ConfigKey): string {
  if (key.required) return 'Required'
  return key.default === undefined ? 'May be left out' : `Default: \`${key.default}\``
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1)
}
