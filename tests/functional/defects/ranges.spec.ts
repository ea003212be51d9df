import { test } from '@japa/runner'
import { makeCustomer } from '#tests/support/customers'
import { defaultPipeline, inDatabase, makeDeal } from '#tests/support/deals'
import { makeEmployee } from '#tests/support/employees'
import { makeLead } from '#tests/support/leads'
import { makeCompany } from '#tests/support/personas'
import { makeVendor } from '#tests/support/vendors'

/** What a column refuses, as SQL. */
const REFUSED: readonly (readonly [table: string, column: string, value: string])[] = [
  ['leads', 'score_automatic', '101'],
  ['leads', 'score_automatic', '-1'],
  ['leads', 'score_manual', '250'],
  ['leads', 'estimated_value', '-0.01'],
  ['leads', 'qualification_status', `'converted'`],
  ['leads', 'source', `'carrier_pigeon'`],
  ['deals', 'value', '-0.01'],
  ['deals', 'probability', '100.01'],
  ['deals', 'probability', '-1'],
  ['deals', 'currency', `'dollars'`],
  ['deals', 'priority', `'extreme'`],
  ['deals', 'status', `'won'`],
  ['deals', 'lost_reason', `'Price'`],
  ['deals', 'actual_close_date', 'current_date'],
  ['deals', 'lead_id', 'gen_random_uuid()'],
  ['deals', 'stage_id', 'gen_random_uuid()'],
  ['deals', 'pipeline_id', 'gen_random_uuid()'],
  ['pipeline_stages', 'probability', '150'],
  ['pipeline_stages', 'position', '0'],
  ['pipeline_stages', 'rot_after_days', '0'],
  ['pipeline_stages', 'type', `'almost'`],
  ['employees', 'salary', '-1'],
  ['employees', 'commission_rate', '100.01'],
  ['employees', 'employment_type', `'volunteer'`],
  ['employees', 'status', `'vip'`],
  ['vendors', 'rating', '5.01'],
  ['vendors', 'credit_limit', '-1'],
  ['vendors', 'vendor_type', `'friend'`],
  ['vendors', 'status', `'vip'`],
  ['customers', 'rating', '-0.01'],
  ['customers', 'credit_limit', '-1'],
  ['customers', 'status', `'terminated'`],
]

test.group('Common defects | ranges', () => {
  test('what no validator saw is refused by the database: {0}.{1} = {2}')
    .with([...REFUSED])
    .run(async ({ assert, client }, [table, column, value]) => {
      const acme = await makeCompany()
      const make: Readonly<Record<string, () => Promise<string>>> = {
        leads: () => makeLead(acme),
        deals: () => makeDeal(acme),
        employees: () => makeEmployee(acme),
        vendors: () => makeVendor(acme),
        customers: () => makeCustomer(acme),
        pipeline_stages: async () =>
          String((await defaultPipeline(client, acme.owner)).stages[0]?.id),
      }
      const id = await make[table]?.()

      const refusal: unknown = await inDatabase(
        acme,
        `UPDATE ${table} SET ${column} = ${value} WHERE id = $1`,
        [id]
      ).catch((error: unknown) => error)

      assert.instanceOf(refusal, Error)
      const kept = await inDatabase(
        acme,
        `SELECT FROM ${table} WHERE id = $1 AND ${column} IS DISTINCT FROM ${value}`,
        [id]
      )
      assert.lengthOf(kept, 1)
      assert.match(String(Object(refusal).code), /^23(503|514|505)$/)
    })
})
