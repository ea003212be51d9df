import { type CheckResult, checkResult, problem, warning } from '#core/health/checks/issue'
import {
  type ProductionSettings,
  productionProblems,
  productionWarnings,
} from '#core/health/production_check'

/** Settings that are wrong everywhere, and those that only production minds. */
export function checkSettings(settings: ProductionSettings, inProduction: boolean): CheckResult {
  const issues = productionProblems(settings).map(problem)
  const warnings = inProduction ? productionWarnings(settings).map(warning) : []
  return checkResult([...issues, ...warnings])
}
