import { type Finding, problem, warning } from '#support/checkup/finding'
import {
  type ProductionSettings,
  productionProblems,
  productionWarnings,
} from '#support/production_check'

/** Settings that are wrong everywhere, and those that only production minds. */
export function checkSettings(settings: ProductionSettings, inProduction: boolean): Finding[] {
  const findings = productionProblems(settings).map(problem)
  return inProduction ? [...findings, ...productionWarnings(settings).map(warning)] : findings
}
