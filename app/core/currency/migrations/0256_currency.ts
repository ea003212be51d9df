import { BaseSchema } from '@adonisjs/lucid/schema'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/**
 * How many decimals amounts of a currency have, and of which currency those of an
 * organization are. A currency's decimals are those that JavaScript knows: a test
 * holds the two together.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      await db.rawQuery(`
        CREATE FUNCTION currency_decimals(p_currency text) RETURNS integer
        LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN CASE ${unusualDecimals()} ELSE 2 END`)
      await db.rawQuery(`
        CREATE FUNCTION organization_currency() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
        RETURN coalesce((SELECT o.currency FROM organizations o WHERE o.id = app_organization()), 'USD')`)
    })
  }

  override async down() {
    this.defer(async (db: QueryClientContract) => {
      await db.rawQuery('DROP FUNCTION organization_currency()')
      await db.rawQuery('DROP FUNCTION currency_decimals(text)')
    })
  }
}

/** `WHEN p_currency IN ('JPY') THEN 0`, of all that have not two. */
function unusualDecimals(): string {
  const byDecimals = new Map<number, string[]>()
  for (const currency of Intl.supportedValuesOf('currency')) {
    const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en', {
      style: 'currency',
      currency,
    }).resolvedOptions()
    if (maximumFractionDigits === 2) continue
    byDecimals.set(maximumFractionDigits, [
      ...(byDecimals.get(maximumFractionDigits) ?? []),
      `'${currency}'`,
    ])
  }
  return [...byDecimals]
    .map(([decimals, names]) => `WHEN p_currency IN (${names.join(', ')}) THEN ${decimals}`)
    .join(' ')
}
