import type { SiteRules } from '../core/source/source.ts'

/** Rules for one site. */
export interface SitePage {
  readonly rules: SiteRules
  /** What of them is not understood and so not applied, a line each. */
  readonly skipped: readonly string[]
}

/** The operator's rules for publishers' sites, by host. */
export interface SiteBook {
  /** @returns null where there are none for the address. Throws AppError `config-invalid` for rules that can't be read. */
  find(url: string): Promise<SitePage | null>
}
