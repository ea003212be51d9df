import { type Examined, examined, problem, warning } from '#core/health/checks/finding'
import {
  type ProductionSettings,
  productionProblems,
  productionWarnings,
} from '#core/health/production_check'

/** Settings that are wrong everywhere, and those that only production minds. */
export function checkSettings(settings: ProductionSettings, inProduction: boolean): Examined {
  const findings = productionProblems(settings).map(problem)
  const warnings = inProduction ? productionWarnings(settings).map(warning) : []
  return examined([...findings, ...warnings])
}
