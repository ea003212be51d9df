import { organizationPath } from '#admin/path'
import { type Backlog, backlogs } from '#core/jobs/backlog'
import { deadLetters } from '#core/jobs/dead_letters'
import { type Progress, runningJobs } from '#core/jobs/progress'
import { UnitOfWork } from '#core/database/unit_of_work'

interface OrganizationRow extends Record<string, unknown> {
  readonly id: string
  readonly name: string
  readonly slug: string
}

/** How many jobs there are, of all names. */
export interface Sums {
  readonly waiting: number
  readonly retrying: number
  readonly running: number
  readonly dead: number
}

/** What is left to do, and the dead letters with the organizations whose they are. In a unit of the system. */
export async function jobPage() {
  const { list, letters, running } = await UnitOfWork.get().asLoginRole(async () => ({
    list: await backlogs(),
    letters: await deadLetters(),
    running: await runningJobs(),
  }))
  const homes = await organizations(
    [...letters, ...running].flatMap(({ organizationId }) => organizationId ?? [])
  )
  return {
    backlogs: list,
    sums: sumsOf(list),
    running: running.map(({ since, progress, ...job }) => ({
      ...job,
      since: since.toISOString(),
      progress: progress && { ...progress, words: progressInWords(progress) },
      organization: homes.get(job.organizationId ?? '') ?? null,
    })),
    letters: letters.map((letter) => ({
      ...letter,
      failedAt: letter.failedAt.toISOString(),
      organization: homes.get(letter.organizationId ?? '') ?? null,
    })),
  }
}

/** `300 of 1,000`, or `300` where it is not known of how many. */
function progressInWords({ done, total }: Progress): string {
  const [some, all] = [done, total].map((number) => number?.toLocaleString('en-US'))
  return all === undefined ? `${some}` : `${some} of ${all}`
}

/** What is left to do, whatever it is called. */
export function sumsOf(list: readonly Backlog[]): Sums {
  const sum = (count: (backlog: Backlog) => number) =>
    list.reduce((total, backlog) => total + count(backlog), 0)
  return {
    waiting: sum(({ waiting }) => waiting),
    retrying: sum(({ retrying }) => retrying),
    running: sum(({ running }) => running),
    dead: sum(({ dead }) => dead),
  }
}

async function organizations(ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, { name: string; href: string }>()
  const { rows } = await UnitOfWork.get().query<OrganizationRow>(
    'SELECT id, name, slug FROM organizations WHERE id = ANY ($1)',
    [[...new Set(ids)]]
  )
  return new Map(rows.map(({ id, name, slug }) => [id, { name, href: organizationPath(slug) }]))
}
