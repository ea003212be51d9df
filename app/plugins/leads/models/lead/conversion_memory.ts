import { UnitOfWork } from '#core/database/unit_of_work'
import type { Finished } from '#plugins/leads/models/lead/conversion'
import type { AssociatedPair } from '#plugins/leads/models/lead/conversion_links'
import type Lead from '#plugins/leads/models/lead'

/** What a conversion made, and in what versions it left that. */
export interface Remembered extends Record<string, unknown> {
  readonly qualification_status: Lead['qualificationStatus']
  readonly customer_id: string
  readonly customer_is_new: boolean
  readonly customer_version: number
  readonly customer_filled: readonly string[]
  readonly person_id: string | null
  readonly person_is_new: boolean
  readonly person_version: number | null
  readonly person_filled: readonly string[]
  readonly associated: readonly AssociatedPair[]
  /** The first one, then those that came with it. */
  readonly deals: readonly { readonly id: string; readonly version: number }[]
  readonly is_recent: boolean
}

/**
 * Remembers what a conversion made, as it stands at its end: what hooks wrote after it is a part of
 * it, and no change since.
 */
export async function rememberConversion(lead: Lead, finished: Finished): Promise<void> {
  const { converted, qualificationStatus, associated } = finished
  const { customer, isNew, filled, deal, furtherDeals = [], person = null } = converted
  const unit = UnitOfWork.get()
  await unit.query(
    `INSERT INTO lead_conversions (organization_id, lead_id, qualification_status, customer_id,
       customer_is_new, customer_version, customer_filled, deal_id, deal_version,
       person_id, person_is_new, person_version, person_filled, associated)
     SELECT $1::uuid, $2::uuid, $3::text, $4::uuid, $5::boolean, c.version, $6::text[], $7::uuid,
       d.version, $8::uuid, $9::boolean, p.version, $10::text[],
       (SELECT coalesce(jsonb_agg(to_jsonb(made) || jsonb_build_object('version', a.version)), '[]')
        FROM jsonb_to_recordset($11::jsonb)
          made (from_type text, from_id uuid, to_type text, to_id uuid)
        JOIN associations a ON a.organization_id = $1
          AND a.from_type = made.from_type AND a.from_id = made.from_id
          AND a.to_type = made.to_type AND a.to_id = made.to_id)
     FROM customers c
     LEFT JOIN deals d ON d.organization_id = $1 AND d.id = $7
     LEFT JOIN people p ON p.organization_id = $1 AND p.id = $8
     WHERE c.organization_id = $1 AND c.id = $4`,
    [
      lead.organizationId,
      lead.id,
      qualificationStatus,
      customer.id,
      isNew,
      filled,
      deal?.id ?? null,
      person?.person.id ?? null,
      person?.isNew ?? false,
      person?.filled ?? [],
      JSON.stringify(associated),
    ]
  )
  if (furtherDeals.length === 0) return
  await unit.query(
    `INSERT INTO lead_conversion_deals (organization_id, lead_id, deal_id, deal_version)
     SELECT organization_id, $2, id, version FROM deals
     WHERE organization_id = $1 AND id = ANY ($3::uuid[])`,
    [lead.organizationId, lead.id, furtherDeals.map(({ id }) => id)]
  )
}

/** @param days for how long it can be taken back @returns null where nothing is remembered */
export async function recallConversion(lead: Lead, days: number): Promise<Remembered | null> {
  const { rows } = await UnitOfWork.get().query<Remembered>(
    `SELECT c.*, c.created_at > now() - make_interval(days => $3) AS is_recent,
       (SELECT coalesce(json_agg(json_build_object('id', made.id, 'version', made.version)
                        ORDER BY made.place, made.id), '[]')
        FROM (SELECT c.deal_id AS id, c.deal_version AS version, 1 AS place WHERE c.deal_id IS NOT NULL
              UNION ALL
              SELECT d.deal_id, d.deal_version, 2 FROM lead_conversion_deals d
              WHERE d.organization_id = c.organization_id AND d.lead_id = c.lead_id) made) AS deals
     FROM lead_conversions c WHERE c.organization_id = $1 AND c.lead_id = $2`,
    [lead.organizationId, lead.id, days]
  )
  return rows[0] ?? null
}

/** The lead is as if it had not been converted. */
export async function forgetConversion({ organizationId, id }: Lead): Promise<void> {
  await UnitOfWork.get().query(
    'DELETE FROM lead_conversions WHERE organization_id = $1 AND lead_id = $2',
    [organizationId, id]
  )
}
