import pg from 'pg'
import type { Identity } from '#core/access/identity'
import { changesSql } from '#core/audit/changes'
import { settledPlugins } from '#core/plugins/settled_plugins'
import type { Resource } from '#core/resources/define_resource'
import { resources } from '#core/resources/registry'
import { UnitOfWork } from '#core/database/unit_of_work'

const literal = (value: unknown) => pg.escapeLiteral(String(value))

/**
 * The same as `changesSql`, for a log that is read without the records: of what is confidential and
 * not there for the caller it says that it happened, and nothing that it holds.
 */
export function shownChangesSql(caller: Identity): string {
  const hidden = [...resources.values()].flatMap((resource) => hiddenSql(resource, caller) ?? [])
  const changes = changesSql(caller)
  return hidden.length === 0
    ? changes
    : `CASE WHEN ${hidden.join(' OR ')} THEN '{}'::json ELSE ${changes} END`
}

/** Whether an event `r` is about a record that its resource keeps from the caller; null where it keeps none. */
function hiddenSql(resource: Resource, caller: Identity): string | null {
  const here = settledPlugins.get(UnitOfWork.get())
  if (!resource.isConfidential || !resource.rowFilter) return null
  const condition = here ? resource.rowFilter(here)(caller, literal) : 'false'
  if (condition === null) return null
  /* The condition speaks of its record as "r", and so hides the event of that name. */
  return `(r.resource = '${resource.noun}' AND NOT EXISTS (
    SELECT FROM (SELECT r.organization_id, r.record_id) logged (organization_id, id)
    CROSS JOIN LATERAL (
      SELECT FROM ${resource.table} r
      WHERE r.organization_id = logged.organization_id AND r.id = logged.id AND (${condition})) seen))`
}
