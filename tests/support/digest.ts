import type { Company } from '#tests/support/personas'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

/**
 * All rows of an organization, in one number per table.
 *
 * @param besides tables that are left out
 */
export async function digestOf(
  { id }: Company,
  besides: readonly string[] = []
): Promise<Record<string, string>> {
  return UnitOfWork.run(
    asSystem,
    async (unit) => {
      const { rows } = await unit.query<{ name: string }>(
        `SELECT table_name AS name FROM information_schema.columns
         WHERE table_schema = 'public' AND column_name = 'organization_id' ORDER BY 1`
      )
      const digests: Record<string, string> = {}
      for (const { name } of rows) {
        if (besides.includes(name)) continue
        const { rows: found } = await unit.query<{ digest: string }>(
          `SELECT coalesce(md5(string_agg(r::text, '|' ORDER BY r::text)), '') AS digest
           FROM ${name} r WHERE r.organization_id = $1`,
          [id]
        )
        digests[name] = found[0]?.digest ?? ''
      }
      return digests
    },
    { readOnly: true }
  )
}
