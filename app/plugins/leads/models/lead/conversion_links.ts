import { type End, associationsSql, pairOf } from '#core/associations/pair'
import { participants } from '#core/associations/participants'
import { associateRecords } from '#core/associations/primary'
import { UnitOfWork } from '#core/database/unit_of_work'
import type { NotCarried } from '#plugins/leads/models/lead/carried'
import type { Converted } from '#plugins/leads/models/lead/conversion'
import { CarriedLabels, type LabelledEnd } from '#plugins/leads/models/lead/conversion_labels'
import type Lead from '#plugins/leads/models/lead'

/** Two records that a conversion associated, as they are kept. */
export interface AssociatedPair extends Record<string, unknown> {
  readonly from_type: string
  readonly from_id: string
  readonly to_type: string
  readonly to_id: string
}

/** What a lead becomes: what it was associated with of these has nothing to say of the others. */
const BECOMES = ['leads', 'customers', 'deals']

/** What a conversion associated. */
export interface Linked {
  /** Those that were not associated before. */
  readonly associated: readonly AssociatedPair[]
  /** Labels that are limited, whose places are taken. */
  readonly notCarried: readonly NotCarried[]
}

/**
 * Associates what a lead has become with each other, and with what the lead is associated with: its
 * people keep what they are for it, and its activities are those of all of them, too. A label that is
 * limited is carried over where there is a place: the person of the conversion comes first, then the
 * customer, then the deals in their order.
 */
export async function linkConverted(
  lead: Lead,
  { customer, person: converted, deal, furtherDeals = [] }: Converted
): Promise<Linked> {
  const carried = await carriedAssociations(lead)
  const { labels } = carried
  const buyer = { type: 'customers', id: customer.id }
  const deals = [...(deal ? [deal] : []), ...furtherDeals].map(({ id }) => ({ type: 'deals', id }))
  const associated: AssociatedPair[] = []
  const notCarried: NotCarried[] = []
  const copyTo = async (target: End, except: readonly string[]) => {
    const copied = await carried.copyTo(target, except)
    associated.push(...copied)
    notCarried.push(...(await labels.addLimited(target, copied.map(otherThan(target)))))
  }
  if (converted) {
    const person = { type: 'people', id: converted.person.id }
    const made = await linkPrimary(buyer, person)
    associated.push(...made)
    await linkPrimary(person, buyer)
    if (made.length > 0) {
      await associateRecords(buyer, person, { labels_add: labels.unlimitedOf(buyer, person) })
      notCarried.push(...(await labels.addLimited(buyer, [person])))
    }
    for (const opened of deals) {
      const wish = { is_primary: true, labels: labels.unlimitedOf(opened, person) }
      associated.push(...(await link(opened, person, wish)))
      notCarried.push(...(await labels.addLimited(opened, [person])))
    }
    await copyTo(person, [...BECOMES, 'people'])
  }
  for (const target of [buyer, ...deals]) await copyTo(target, BECOMES)
  return { associated, notCarried }
}

/** Takes away what a conversion associated, as far as no one has changed it since. */
export async function unlinkConverted(associated: readonly AssociatedPair[]): Promise<void> {
  if (associated.length === 0) return
  await UnitOfWork.get().query(
    `DELETE FROM associations a
     USING jsonb_to_recordset($1::jsonb)
       made (from_type text, from_id uuid, to_type text, to_id uuid, version integer)
     WHERE a.organization_id = app_organization()
       AND a.from_type = made.from_type AND a.from_id = made.from_id
       AND a.to_type = made.to_type AND a.to_id = made.to_id AND a.version = made.version`,
    [JSON.stringify(associated)]
  )
}

/** Associates two, the other as the primary one where there is none so far. */
async function linkPrimary(self: End, other: End): Promise<readonly AssociatedPair[]> {
  const { rows } = await UnitOfWork.get().query(
    `SELECT FROM ${associationsSql(self.type, other.type, 'app_organization()')} association
     WHERE self_id = $1 AND is_primary LIMIT 1`,
    [self.id]
  )
  return link(self, other, rows.length === 0 ? { is_primary: true } : {})
}

async function link(
  self: End,
  other: End,
  wish: Parameters<typeof associateRecords>[2]
): Promise<readonly AssociatedPair[]> {
  const { isNew } = await associateRecords(self, other, wish)
  if (!isNew) return []
  const { from, to } = pairOf(self, other)
  return [{ from_type: from.type, from_id: from.id, to_type: to.type, to_id: to.id }]
}

function otherThan({ type, id }: End) {
  return (pair: AssociatedPair): End =>
    pair.from_type === type && pair.from_id === id
      ? { type: pair.to_type, id: pair.to_id }
      : { type: pair.from_type, id: pair.from_id }
}

/** All pairs of a lead, by what the other one is. */
const PAIRS = `
  SELECT a.to_type AS type, a.to_id AS id, a.labels FROM associations a
  WHERE a.organization_id = app_organization() AND a.from_type = 'leads' AND a.from_id = $1
  UNION ALL
  SELECT a.from_type, a.from_id, a.labels FROM associations a
  WHERE a.organization_id = app_organization() AND a.to_type = 'leads' AND a.to_id = $1`

async function carriedAssociations(lead: Lead) {
  const unit = UnitOfWork.get()
  const { rows } = await unit.query<{ type: string; labelled: Omit<LabelledEnd, 'type'>[] }>(
    `SELECT type, coalesce(json_agg(json_build_object('id', id, 'labels', labels))
       FILTER (WHERE labels <> '{}'), '[]') AS labelled
     FROM (${PAIRS}) pair GROUP BY type`,
    [lead.id]
  )
  const ends = rows
    .filter(({ type }) => !BECOMES.includes(type))
    .flatMap(({ type, labelled }) => labelled.map((end) => ({ ...end, type })))
  const labels = await CarriedLabels.of(ends, ['customers', 'deals', 'people'])
  const known = [...participants()]
  return {
    labels,

    /** Associates a record with all that the lead is associated with, but for these. */
    async copyTo(target: End, except: readonly string[]): Promise<readonly AssociatedPair[]> {
      if (!rows.some(({ type }) => known.includes(type) && !except.includes(type))) return []
      const { rows: copied } = await unit.query<AssociatedPair>(
        `INSERT INTO associations (organization_id, from_type, from_id, to_type, to_id, labels)
         SELECT app_organization(),
           CASE WHEN pair.type < $2::text THEN pair.type ELSE $2 END,
           CASE WHEN pair.type < $2::text THEN pair.id ELSE $3::uuid END,
           CASE WHEN pair.type < $2::text THEN $2 ELSE pair.type END,
           CASE WHEN pair.type < $2::text THEN $3::uuid ELSE pair.id END,
           ARRAY(SELECT key FROM unnest(pair.labels) key
                 WHERE pair.type || ' ' || key = ANY ($5::text[]) ORDER BY key)
         FROM (${PAIRS}) pair
         WHERE pair.type = ANY ($6::text[]) AND pair.type <> ALL ($4::text[])
         ORDER BY pair.type, pair.id
         ON CONFLICT DO NOTHING
         RETURNING from_type, from_id, to_type, to_id`,
        [lead.id, target.type, target.id, except, labels.unlimited(target), known]
      )
      return copied
    },
  }
}
