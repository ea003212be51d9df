import type { Identity } from '#core/access/identity'
import { modelOf } from '#core/resources/records/record'
import { ownSql } from '#core/access/record_ownership'
import { type ExplainedRecord, isOpen } from '#core/access/access_explanation'
import { RecordQuery } from '#core/resources/query/record_query'
import { Scope } from '#core/resources/query/scope'
import { Statement } from '#core/resources/query/statement'
import type { Resource } from '#core/resources/define_resource'
import { UnitOfWork } from '#core/database/unit_of_work'

/** What is done without asking plugins' policies about the record. */
const POLICY_EXEMPT = new Set(['read', 'export', 'create'])

/**
 * The record that a question is about, and what plugins say to the one whom the
 * question is about.
 *
 * @returns null when it does not exist for whoever asks: what they may not read
 * themselves is nothing to them
 */
export async function explainRecord(
  asker: Identity,
  subject: Identity,
  { resource, action, id }: { resource: Resource; action: string; id: string }
): Promise<ExplainedRecord | null> {
  const unit = UnitOfWork.get()
  const statement = new Statement()
  const scope = new Scope(resource, asker, unit.organizationId)
  const known: string[] = []
  if (isOpen(resource) || asker.grants.allows(resource.permission('read'))) {
    known.push(scope.readable(statement, action === 'restore'))
  }
  /* What everybody may do to what is about themselves, they may ask about. */
  if (resource.selfServiceActions.includes(action)) {
    const about = ownSql({ subject: resource.own?.subject }, asker, statement.bind)
    known.push(`${scope.organization(statement)} AND ${about}`)
  }
  if (known.length === 0) return null
  const { rows } = await unit.query<Record<string, unknown>>(
    `SELECT r.* FROM ${resource.table} r
     WHERE (${known.join(' OR ')}) AND r.id = ${statement.bind(id)}`,
    statement.values
  )
  const [columns] = rows
  if (!columns) return null
  const isAdmitted =
    resource.rowFilters.length === 0 ||
    (await new RecordQuery(resource, subject, unit).isVisible(id))
  return { columns, isAdmitted, denial: await denialOf(subject, resource, action, id) }
}

async function denialOf(
  subject: Identity,
  resource: Resource,
  action: string,
  id: string
): Promise<string | null> {
  if (POLICY_EXEMPT.has(action) || resource.denyRules.length === 0) return null
  const record = await (await modelOf(resource)).query().where('id', id).firstOrFail()
  for (const object of resource.denyRules) {
    const reason = object(subject, action, record)
    if (reason !== null) return reason.text
  }
  return null
}
