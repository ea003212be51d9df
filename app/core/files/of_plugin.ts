import { filesOf } from '#core/files/kept_files'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

/** Where the files of a plugin are, in an organization. */
export function folderOfPlugin(organizationId: string, plugin: string): string {
  return `${organizationId}/${plugin}`
}

/** How many files a plugin keeps, in all organizations. Outside of units of work. */
export async function countFiles(plugin: string): Promise<number> {
  let count = 0
  for (const id of await organizations()) {
    const store = await filesOf(id)
    count += (await store.list(folderOfPlugin(id, plugin))).length
  }
  return count
}

/** Deletes all files that a plugin keeps. Outside of units of work: no rollback brings them back. */
export async function deleteFiles(plugin: string): Promise<void> {
  for (const id of await organizations()) {
    const store = await filesOf(id)
    await store.deleteAll(folderOfPlugin(id, plugin))
  }
}

async function organizations(): Promise<readonly string[]> {
  return UnitOfWork.run(
    asSystem,
    async (unit) => {
      const { rows } = await unit.query<{ id: string }>('SELECT id FROM organizations ORDER BY id')
      return rows.map(({ id }) => id)
    },
    { readOnly: true }
  )
}
