import { isUnlimited, labelsBetween } from '#core/associations/labels'
import { type End, associationsSql, pairOf } from '#core/associations/pair'
import { participants } from '#core/associations/participants'
import { associateRecords } from '#core/associations/primary'
import { currentPlugins } from '#core/plugins/plugin_set'
import { UnitOfWork } from '#core/database/unit_of_work'
import type { Converted } from '#plugins/leads/models/lead/conversion'
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

/**
 * Associates what a lead has become with each other, and with what the lead is associated with: its
 * people keep what they are for it, and its activities are those of all of them, too. Labels that
 * are limited are not carried over, since their places may be taken.
 *
 * @returns those that were not associated before
 */
export async function linkConverted(
  lead: Lead,
  { customer, person: converted, deal, furtherDeals = [] }: Converted
): Promise<readonly AssociatedPair[]> {
  const carried = await carriedAssociations(lead)
  const buyer = { type: 'customers', id: customer.id }
  const deals = [...(deal ? [deal] : []), ...furtherDeals].map(({ id }) => ({ type: 'deals', id }))
  const linked: AssociatedPair[] = []
  if (converted) {
    const person = { type: 'people', id: converted.person.id }
    linked.push(...(await linkPrimary(buyer, person)))
    await linkPrimary(person, buyer)
    const labels = await labelsOfPerson(lead, person.id)
    for (const opened of deals) {
      const wish = { is_primary: true, labels: carried.keptLabels('deals', 'people', labels) }
      linked.push(...(await link(opened, person, wish)))
    }
    linked.push(...(await carried.copyTo(person, [...BECOMES, 'people'])))
  }
  for (const target of [buyer, ...deals]) linked.push(...(await carried.copyTo(target, BECOMES)))
  return linked
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

async function labelsOfPerson(lead: Lead, personId: string): Promise<readonly string[]> {
  const { rows } = await UnitOfWork.get().query<{ labels: string[] }>(
    `SELECT labels FROM ${associationsSql('leads', 'people', 'app_organization()')} association
     WHERE self_id = $1 AND other_id = $2`,
    [lead.id, personId]
  )
  return rows[0]?.labels ?? []
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
  const { rows } = await unit.query<{ type: string; isLabelled: boolean }>(
    `SELECT type, bool_or(labels <> '{}') AS "isLabelled" FROM (${PAIRS}) pair GROUP BY type`,
    [lead.id]
  )
  const labelled = rows.flatMap(({ type, isLabelled }) => (isLabelled ? type : []))
  const kept = await keptLabels(labelled.filter((type) => !BECOMES.includes(type)))
  const known = [...participants()]

  const isKept = (target: string, type: string, key: string) => kept.has(`${target} ${type} ${key}`)
  return {
    keptLabels: (target: string, type: string, labels: readonly string[]) =>
      labels.filter((key) => isKept(target, type, key)),

    /** Associates a record with all that the lead is associated with, but for these. */
    async copyTo(target: End, except: readonly string[]): Promise<readonly AssociatedPair[]> {
      if (!rows.some(({ type }) => known.includes(type) && !except.includes(type))) return []
      const prefix = `${target.type} `
      const keys = [...kept].flatMap((key) =>
        key.startsWith(prefix) ? key.slice(prefix.length) : []
      )
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
        [lead.id, target.type, target.id, except, keys, known]
      )
      return copied
    },
  }
}

/** `customers people champion`: the labels that there are between what a lead becomes and what it has. */
async function keptLabels(types: readonly string[]): Promise<ReadonlySet<string>> {
  const here = await currentPlugins()
  const kept = new Set<string>()
  for (const target of ['customers', 'deals', 'people']) {
    for (const type of types.filter((other) => other !== target)) {
      const known = await labelsBetween(target, type, here)
      for (const label of known.values()) {
        if (isUnlimited(label)) kept.add(`${target} ${type} ${label.key}`)
      }
    }
  }
  return kept
}
