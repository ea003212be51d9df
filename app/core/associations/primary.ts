import { Bouncer } from '@adonisjs/bouncer'
import type { LucidRow } from '@adonisjs/lucid/types/model'
import { Identity } from '#core/access/identity'
import { invalid, notFoundDetail } from '#core/http/exceptions/problem'
import { lockOrder } from '#core/associations/lock_order'
import { associationsSql, type End } from '#core/associations/pair'
import { associate, type AssociationWish } from '#core/associations/write'
import { lockRecord } from '#core/database/organization_adapter'
import { actingCaller } from '#core/plugins/rights/acting'
import { currentPlugins } from '#core/plugins/plugin_set'
import type { Resource } from '#core/resources/define_resource'
import { modelOf } from '#core/resources/records/record'
import { resources } from '#core/resources/registry'
import { UnitOfWork } from '#core/database/unit_of_work'

/**
 * Makes a record the primary one of its resource for another one, which is locked or new, and
 * associates the two where they are not. With null, what is the primary one so far is it no longer.
 *
 * @throws 422 when it is not there
 */
export async function setPrimary(
  self: { readonly type: string; readonly record: LucidRow },
  other: { readonly type: string; readonly id: string | null }
): Promise<void> {
  const id = other.id?.toLowerCase() ?? (await primaryOf(self, other.type))
  if (id === null) return
  const target = find(other.type)
  const record = await lockRecord(await modelOf(target), id)
  if (record === null || record.$attributes.deletedAt) {
    if (other.id === null) return
    const field = `primary_${target.singular}_id`
    throw invalid([{ field, rule: 'exists', message: notFoundDetail(target.singular) }])
  }
  const ownId = String(self.record.$primaryKeyValue)
  const ends = [
    { end: { type: self.type, id: ownId }, record: self.record },
    { end: { type: other.type, id }, record },
  ] as const
  await associateLocked(ends, { is_primary: other.id !== null })
}

/**
 * Associates two records that there are, for code that works for no caller's request, such as a
 * conversion or the demonstration. Who may do so has been asked by then.
 *
 * @returns whether they were not associated before
 * @throws when one of them is not there
 */
export async function associateRecords(
  self: End,
  other: End,
  wish: AssociationWish
): Promise<{ readonly isNew: boolean }> {
  const isFirst = lockOrder(self, other) < 0
  const early = await lockEnd(isFirst ? self : other)
  const late = await lockEnd(isFirst ? other : self)
  return associateLocked(isFirst ? [early, late] : [late, early], wish)
}

interface Locked {
  readonly end: End
  readonly record: LucidRow
}

async function lockEnd(end: End): Promise<Locked> {
  const record = await lockRecord(await modelOf(find(end.type)), end.id)
  if (record === null) throw new Error(`There is no record ${end.id} of ${end.type}`)
  return { end, record }
}

async function associateLocked(
  [self, other]: readonly [Locked, Locked],
  wish: AssociationWish
): Promise<{ readonly isNew: boolean }> {
  const unit = UnitOfWork.get()
  const here = await currentPlugins()
  const identity = actingCaller() ?? Identity.ofSystem(unit.actorId, unit.organizationId)
  const bouncer = new Bouncer(identity)
  const reached = ({ end, record }: Locked) => ({
    end,
    record,
    context: { identity, bouncer, resource: here.extend(find(end.type)) },
  })
  return associate({ self: reached(self), other: reached(other) }, wish, here)
}

async function primaryOf(
  { type, record }: { readonly type: string; readonly record: LucidRow },
  other: string
): Promise<string | null> {
  const { rows } = await UnitOfWork.get().query<{ other_id: string }>(
    `SELECT other_id FROM ${associationsSql(type, other, 'app_organization()')} association
     WHERE self_id = $1 AND is_primary`,
    [String(record.$primaryKeyValue)]
  )
  return rows[0]?.other_id ?? null
}

function find(name: string): Resource {
  const resource = resources.get(name)
  if (!resource) throw new Error(`There is no resource "${name}"`)
  return resource
}
