import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { BaseSchema } from '@adonisjs/lucid/schema'
import { countRecords } from '#core/resources/query/counted'
import { sumRecords } from '#core/resources/query/summed'

const BEFORE = ['status', 'priority']
const FACETS = ['status', 'priority', 'currency', 'pipeline_id', 'stage_id']
const SUMS = [
  '(r.value IS NOT NULL)::int',
  'coalesce(r.value, 0)',
  'r.expected_revenue',
  `CASE WHEN r.status = 'won'
     THEN greatest(r.actual_close_date - (r.created_at AT TIME ZONE 'UTC')::date, 0) ELSE 0 END`,
]

/**
 * What deals amount to is kept by stage, status, priority and currency, as
 * their number was, and those that rest too long in their stage are found by an
 * index (decision 90).
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`ALTER TABLE record_counters ADD sums numeric[] NOT NULL DEFAULT '{}'`)
      await dropCounting(db)
      await sumRecords(db, 'deals', { facets: FACETS, sums: SUMS })
      await countAnew(db, FACETS, SUMS)
      await db.rawQuery(`
        CREATE INDEX deals_resting ON deals (organization_id, stage_id, last_touch_at, id)
        WHERE deleted_at IS NULL AND status = 'open'`)
    })
  }

  override async down() {
    this.defer(async (db) => {
      await db.rawQuery('DROP INDEX deals_resting')
      await dropCounting(db)
      await countRecords(db, 'deals', BEFORE)
      await countAnew(db, BEFORE, [])
      await db.rawQuery('ALTER TABLE record_counters DROP sums')
    })
  }
}

async function dropCounting(db: QueryClientContract) {
  for (const event of ['added', 'removed', 'moved']) {
    await db.rawQuery(`DROP TRIGGER deals_count_${event} ON deals`)
  }
  await db.rawQuery('SET LOCAL ROLE crm_system')
  await db.rawQuery('DROP FUNCTION deals_counted()')
  await db.rawQuery('RESET ROLE')
}

async function countAnew(
  db: QueryClientContract,
  facets: readonly string[],
  sums: readonly string[]
) {
  await db.rawQuery('SET LOCAL ROLE crm_system')
  await db.rawQuery(`DELETE FROM record_counters WHERE resource = 'deals'`)
  await db.rawQuery(`
    INSERT INTO record_counters (organization_id, resource, facets, slot, total, sums)
    SELECT r.organization_id, 'deals', ARRAY[${facets.map((facet) => `r.${facet}`).join(', ')}]::text[],
           0, count(*), ARRAY[${sums.map((sum) => `sum(${sum})`).join(', ')}]::numeric[]
    FROM deals r WHERE r.deleted_at IS NULL GROUP BY 1, 3`)
  await db.rawQuery('RESET ROLE')
}
