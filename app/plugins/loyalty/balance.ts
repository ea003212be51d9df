import Customer from '#plugins/customers/models/customer'
import type { PluginContext, RecordContext } from '#core/plugins/api'
import type { LoyaltySettings, TIERS } from '#plugins/loyalty/index'

export type Tier = (typeof TIERS)[number]

export interface Balance {
  readonly points: number
  readonly tier: Tier
}

/** What a customer has, and the tier that this is worth here. */
export async function balanceOf(
  { query, settings }: PluginContext<LoyaltySettings>,
  customerId: string
): Promise<Balance> {
  const { rows } = await query<{ points: number }>(
    `SELECT greatest(coalesce(sum(points), 0), 0)::int AS points FROM loyalty_entries
     WHERE organization_id = app_organization() AND customer_id = $1 AND expired_at IS NULL`,
    [customerId]
  )
  const points = rows[0]?.points ?? 0
  return { points, tier: tierFor(points, settings) }
}

/**
 * Writes a customer's balance onto the customer, for lists and filters. @returns
 * whether they reached another tier
 */
export async function writeBalance(
  context: PluginContext<LoyaltySettings>,
  customerId: string
): Promise<Balance & { readonly isNewTier: boolean }> {
  const customer = await Customer.query().where('id', customerId).forUpdate().firstOrFail()
  const balance = await balanceOf(context, customerId)
  const before = customer.extensions?.loyalty?.tier ?? 'basic'
  await customer.merge({ extensions: { loyalty: { ...balance } } }).save()
  return { ...balance, isNewTier: before !== balance.tier }
}

/** Writes a customer's balance anew. @returns it, as it is answered */
export async function recount(context: PluginContext<LoyaltySettings>, customerId: string) {
  const { points, tier } = await writeBalance(context, customerId)
  return { customer_id: customerId, points, tier }
}

/** Gives a customer points, with the rights of the caller. @returns the balance, as it is answered */
export async function givePoints(context: RecordContext<LoyaltySettings>) {
  const { id: customerId, body, records } = context
  await records('loyalty-entries').create({ ...body, customer_id: customerId })
  const { points, tier } = await balanceOf(context, customerId)
  return { customer_id: customerId, points, tier }
}

/** How many customers have reached which tier, and the points that they have. */
export async function tiersOf({ query }: PluginContext<LoyaltySettings>) {
  const { rows } = await query<{ tier: string; customers: number; points: number }>(
    `SELECT coalesce(extensions #>> '{loyalty,tier}', 'basic') AS tier, count(*)::int AS customers,
            coalesce(sum((extensions #>> '{loyalty,points}')::bigint), 0)::float8 AS points
     FROM customers WHERE organization_id = app_organization() AND deleted_at IS NULL
     GROUP BY tier ORDER BY points DESC, tier`
  )
  return rows
}

/** The points of all customers that count. */
export async function pointsInUse({ query }: PluginContext<LoyaltySettings>): Promise<number> {
  const { rows } = await query<{ points: number }>(
    `SELECT coalesce(sum(points), 0)::float8 AS points FROM loyalty_entries
     WHERE organization_id = app_organization() AND expired_at IS NULL`
  )
  return rows[0]?.points ?? 0
}

/** Takes out of use what has grown too old. A second time finds nothing. */
export async function expire(context: PluginContext<LoyaltySettings>): Promise<void> {
  const { rows } = await context.query<{ customer_id: string }>(
    `UPDATE loyalty_entries SET expired_at = now()
     WHERE organization_id = app_organization() AND expires_at <= now() AND expired_at IS NULL
     RETURNING customer_id`
  )
  const customers = new Set(rows.map(({ customer_id: id }) => id))
  for (const id of [...customers].sort()) await writeBalance(context, id)
}

function tierFor(points: number, settings: LoyaltySettings): Tier {
  if (points >= settings.gold_from) return 'gold'
  return points >= settings.silver_from ? 'silver' : 'basic'
}
