import { AuthorizationResponse, Bouncer } from '@adonisjs/bouncer'
import type { LucidRow } from '@adonisjs/lucid/types/model'
import { OUT_OF_REACH } from '#core/access/access_explanation'
import { type RecordAttempt, isOpen } from '#core/access/access_steps'
import type { Identity } from '#core/access/identity'
import { isOwn, ownSql } from '#core/access/record_ownership'
import { BEYOND_GRANT, deniedBy, grantResponse } from '#core/access/record_policy'
import { Problem } from '#core/http/exceptions/problem'
import { currentPlugins } from '#core/plugins/plugin_set'
import { rulingOfWhole } from '#core/resources/records/part_of'
import { modelOf } from '#core/resources/records/record'
import { RecordQuery } from '#core/resources/query/record_query'
import { Scope } from '#core/resources/query/scope'
import { Statement } from '#core/resources/query/statement'
import type { Resource } from '#core/resources/define_resource'
import { UnitOfWork } from '#core/database/unit_of_work'

interface Asked {
  readonly resource: Resource
  readonly action: string
  /** What would happen by it, where that has a name of its own: `win` by `close`. */
  readonly event: string | undefined
  readonly id: string
}

/**
 * The record that a question is about, as the steps of a request of the subject's
 * look at it. It does not exist when it does not for whoever asks: what they may
 * not read themselves is nothing to them.
 */
export async function explainRecord(
  asker: Identity,
  subject: Identity,
  asked: Asked
): Promise<RecordAttempt> {
  const { resource, action, id } = asked
  /* Plugins decide about what has a name where it happens, which no policy of a resource asks. */
  const event = asked.event ?? (resource.emits.includes(action) ? action : undefined)
  const columns = await columnsFor(asker, asked)
  const record = columns && resource.model ? await recordOf(resource, id) : null
  const may = async (wanted: string) => {
    if (!record) return grantResponse(resource, subject, wanted, () => columns ?? {})
    const { default: policy } = await resource.policy()
    const bouncer = new Bouncer(subject)
    const own = await bouncer.with(policy).execute('act', record, wanted)
    const context = { resource, identity: subject, bouncer }
    const ruling = own.authorized ? await rulingOfWhole(context, wanted, record) : own
    const isWhole = event === undefined || wanted !== action || !ruling.authorized
    return isWhole ? ruling : pluginsRuling(subject, `${resource.noun}:${event}`, record)
  }
  const isAbout = () => isOwn({ subject: resource.own?.subject }, subject, columns ?? {})
  return {
    resource,
    action,
    exists: columns !== null,
    isSelfService: resource.selfServiceActions.includes(action) && isAbout(),
    may,
    isVisible: () => new RecordQuery(resource, subject, UnitOfWork.get()).isVisible(id),
    problemOf: ({ message = '', translation }) => {
      const code = translation?.identifier === BEYOND_GRANT ? OUT_OF_REACH : 'permission_denied'
      return new Problem(403, { code, detail: message })
    },
  }
}

/** What plugins say about what would happen to a record. */
async function pluginsRuling(subject: Identity, action: string, record: LucidRow) {
  const reason = (await currentPlugins()).objection(action, subject, record)
  return reason ? deniedBy(reason) : AuthorizationResponse.allow()
}

async function recordOf(resource: Resource, id: string): Promise<LucidRow | null> {
  return (await modelOf(resource)).query().where('id', id).first()
}

/** The columns of the record when it exists for whoever asks. */
async function columnsFor(asker: Identity, { resource, action, id }: Asked) {
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
  return rows[0] ?? null
}
