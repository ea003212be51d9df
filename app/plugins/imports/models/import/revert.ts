import type { Reader } from '#core/plugins/reader'
import { conflict, notFound, permissionDenied } from '#core/http/exceptions/problem'
import type Import from '#plugins/imports/models/import'
import { countChanges } from '#plugins/imports/models/import/changes'
import { importableNamed } from '#plugins/imports/models/import/importable'

/** Under which request it is wanted, and whether by a superuser on admin pages. */
interface Wanted {
  readonly requestId: string
  readonly isBySuperuser?: boolean
}

/**
 * Takes back what an import did: records that it made are deleted, and what it
 * changed is as it was. A worker does it. Nothing happens when it is done already.
 *
 * @throws 409 while it is going on, after a dry run, once its lines are removed,
 * and when a record has changed since; 403 without the right to do that to
 * records of its resource
 */
export async function revertImport(
  caller: Reader,
  record: Import,
  { requestId, isBySuperuser = false }: Wanted
): Promise<void> {
  if (record.status === 'reverting' || record.status === 'reverted') return
  const resource = importableNamed(record.resource, caller.plugins)
  if (!resource) throw notFound('resource')
  if (record.isUnfinished) {
    throw conflict('import_unfinished', 'The import is not finished. Cancel it first.')
  }
  const isOver = record.dryRun || record.fileRemovedAt !== null
  if (isOver || resource.fields.version === undefined) {
    const why = record.dryRun ? 'It was a dry run.' : 'What it did is not known any more.'
    throw conflict('not_revertible', `The import cannot be reverted. ${why}`)
  }
  const { made, changed, since } = await countChanges(record.id, resource)
  const needed = [...(made > 0 ? ['delete'] : []), ...(changed > 0 ? ['update'] : [])]
  for (const permission of needed.map((action) => resource.permission(action))) {
    if (!caller.identity.grants.allows(permission)) throw permissionDenied(permission)
  }
  if (since > 0) {
    throw conflict(
      'import_changed',
      'Records of the import have changed since, so that it cannot be reverted.',
      { changed: since, records: made + changed }
    )
  }
  const { userId, keyId } = caller.identity
  await record.revert({ userId, keyId, isSuperuser: isBySuperuser, requestId })
}
