import { imports } from '#config/imports'
import type { Context } from '#core/plugins/api'

/** Removes the lines of imports that ended long enough ago, and their files, which the sweep of files deletes. What became of them is known for good. */
export async function removeOldLines({ query }: Pick<Context, 'query'>): Promise<void> {
  const { rows } = await query<{ id: string }>(
    `UPDATE imports SET file_removed_at = now(), file_id = NULL
     WHERE organization_id = app_organization() AND file_removed_at IS NULL
       AND status <> 'reverting' AND finished_at < now() - make_interval(days => $1)
     RETURNING id`,
    [imports.keepDays]
  )
  const ids = rows.map(({ id }) => id)
  for (const table of ['import_pieces', 'import_errors', 'import_warnings', 'import_changes']) {
    await query(
      `DELETE FROM ${table} WHERE organization_id = app_organization() AND import_id = ANY($1)`,
      [ids]
    )
  }
}
