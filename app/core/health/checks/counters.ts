import { type Examined, type Finding, examined, problem } from '#core/health/checks/finding'
import { countedResources, wrongCounters } from '#core/database/record_counters'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

/** Whether the kept numbers of records are the real ones. */
export async function checkCounters(): Promise<Examined> {
  return UnitOfWork.run(
    asSystem,
    async (unit) => {
      const findings: Finding[] = []
      for (const resource of countedResources()) {
        const wrong = await wrongCounters(unit, resource)
        if (wrong === 0) continue
        findings.push(
          problem(
            `The counters of ${resource.name} are wrong in ${wrong} places. ` +
              'Run "node ace counters:rebuild".'
          )
        )
      }
      return examined(findings)
    },
    { readOnly: true }
  )
}
