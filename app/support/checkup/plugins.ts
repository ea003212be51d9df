import db from '@adonisjs/lucid/services/db'
import { sentenceOf } from '#plugins/runtime/abandoned'
import { abandonedPlugins } from '#plugins/runtime/standing'
import { type Finding, problem } from '#support/checkup/finding'

/** Plugins that have left the list and not the database: no server starts with them. */
export async function checkPlugins(): Promise<Finding[]> {
  return (await abandonedPlugins(db.connection())).map((id) => problem(`${sentenceOf(id)}.`))
}
