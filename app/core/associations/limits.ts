import { conflict } from '#core/http/exceptions/problem'
import type { Identity } from '#core/access/identity'
import { associationsSql, type End } from '#core/associations/pair'
import type { AssociationLabel } from '#core/associations/participants'
import type { Resource } from '#core/resources/define_resource'
import { Scope } from '#core/resources/query/scope'
import { Statement } from '#core/resources/query/statement'
import { UnitOfWork } from '#core/database/unit_of_work'

/** One end of a limit: how many records there may be for one. */
interface Place {
  readonly label: AssociationLabel
  /** The record for which there may be only so many. */
  readonly of: End
  /** Those that count, as the caller may reach them. */
  readonly counted: Resource
  readonly limit: number
  /** Whether they have the label for the record, or it for them. */
  readonly way: 'labels' | 'inverse_labels'
}

/** What is to be associated by labels that it has not been associated by. */
export interface Wanted {
  readonly self: End
  readonly other: End
  /** As the caller may reach them. */
  readonly resources: { readonly self: Resource; readonly other: Resource }
  readonly labels: readonly AssociationLabel[]
}

/**
 * Keeps to the limits of labels. The records are locked, so that no one else takes a place meanwhile.
 * Deleted records hold none.
 *
 * @throws 409 naming who holds the places, as far as the caller may read them
 */
export async function ensureWithinLimits(wanted: Wanted, caller: Identity): Promise<void> {
  for (const place of placesOf(wanted)) await ensurePlace(place, wanted, caller)
}

function placesOf({ self, other, resources, labels }: Wanted): Place[] {
  return labels.flatMap((label): Place[] => {
    const isForward = label.from === self.type
    const [ofSelf, ofOther] = isForward
      ? [label.limitTo, label.limitFrom]
      : [label.limitFrom, label.limitTo]
    return [
      ...(ofSelf === null
        ? []
        : [{ label, of: self, counted: resources.other, limit: ofSelf, way: 'labels' as const }]),
      ...(ofOther === null
        ? []
        : [
            {
              label,
              of: other,
              counted: resources.self,
              limit: ofOther,
              way: self.type === other.type ? ('inverse_labels' as const) : ('labels' as const),
            },
          ]),
    ]
  })
}

async function ensurePlace(
  { label, of, counted, limit, way }: Place,
  { self, other }: Wanted,
  caller: Identity
): Promise<void> {
  const { organizationId } = UnitOfWork.get()
  const statement = new Statement()
  const organization = `${statement.bind(organizationId)}::uuid`
  const scope = new Scope(counted, caller, organizationId)
  const isThere = `${scope.organization(statement)} ${counted.softDeletes ? 'AND r.deleted_at IS NULL' : ''}`
  const isReadable = scope.readable(statement)
  const apart = of === self ? other : self
  const { rows } = await UnitOfWork.get().query<{ id: string; is_readable: boolean }>(
    `SELECT r.id, (${isReadable}) AS is_readable
     FROM ${associationsSql(of.type, counted.name, organization)} association
     JOIN ${counted.table} r ON r.id = association.other_id AND ${isThere}
     WHERE association.self_id = ${statement.bind(of.id)}::uuid
       AND association.other_id <> ${statement.bind(apart.id)}::uuid
       AND ${statement.bind(label.key)}::text = ANY(association.${way})
     ORDER BY association.created_at, r.id LIMIT ${limit}`,
    statement.values
  )
  if (rows.length < limit) return
  const readable = rows.filter((row) => row.is_readable)
  const places = limit === 1 ? 'The only place is' : `All ${limit} places are`
  throw conflict('association_limit', `${places} taken: "${label.title}" is limited to ${limit}.`, {
    label: label.key,
    limit,
    of: { resource: of.type, id: of.id },
    held_by: readable.map(({ id }) => ({ resource: counted.name, id })),
    hidden_count: rows.length - readable.length,
  })
}
