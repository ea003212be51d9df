import db from '@adonisjs/lucid/services/db'
import { sentenceOf } from '#plugins/runtime/abandoned'
import { installedPlugins } from '#plugins/runtime/installed'
import { abandonedPlugins } from '#plugins/runtime/standing'
import { type Examined, examined, problem } from '#support/checkup/finding'

/** Plugins that have left the list and not the database: no server starts with them. */
export async function checkPlugins(): Promise<Examined> {
  const abandoned = await abandonedPlugins(db.connection(), { isMigrated: true })
  return examined(
    abandoned.map((id) => problem(`${sentenceOf(id)}.`)),
    [`${installedPlugins().length} in the list`]
  )
}
