import { type CheckResult, type Issue, checkResult, problem } from '#core/health/checks/issue'
import { countedResources, wrongCounters } from '#core/database/record_counters'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

/** Whether the kept numbers of records are the real ones. */
export async function checkCounters(): Promise<CheckResult> {
  return UnitOfWork.run(
    asSystem,
    async (unit) => {
      const issues: Issue[] = []
      for (const resource of countedResources()) {
        const wrong = await wrongCounters(unit, resource)
        if (wrong === 0) continue
        issues.push(
          problem(
            `The counters of ${resource.name} are wrong in ${wrong} places. ` +
              'Run "node ace counters:rebuild".'
          )
        )
      }
      return checkResult(issues)
    },
    { readOnly: true }
  )
}
