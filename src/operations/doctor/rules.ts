import { type TestAllRulesDeps, testAllRules } from '../test-all-rules.ts'
import { bad, type Check, type DoctorDeps, type Finding, ok, warn } from './check.ts'

/** Whether the operator's rules for sites still find what they should in the pages that they name for it. */
export const rulesCheck = {
  id: 'rules',
  async run(deps: TestAllRulesDeps & Pick<DoctorDeps, 'outlook'>): Promise<readonly Finding[]> {
    if (deps.outlook === null) return [ok('whether the rules for sites fit was not looked at')]
    const outcomes = await testAllRules(deps)
    const findings = outcomes.flatMap(({ url, faults, isReached }) => {
      if (faults.length === 0) return []
      const said = faults.join('; ')
      const finding = said.includes(url) ? said : `${url}: ${said}`
      return isReached
        ? [
            bad(
              `the rules fit no more: ${finding}`,
              `mend them: npx tamizdat extract ${url} --config FILE --explain`,
            ),
          ]
        : [warn(`whether the rules fit can't be told: ${finding}`, `npx tamizdat fetch ${url}`)]
    })
    if (findings.length > 0) return findings
    return [
      ok(
        outcomes.length === 0
          ? 'no rules for a site name a page to test them by'
          : `the rules fit ${outcomes.length === 1 ? 'the page that they name' : `all ${outcomes.length} pages that they name`}`,
      ),
    ]
  },
} satisfies Check
