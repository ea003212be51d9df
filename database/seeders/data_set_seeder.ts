import { readFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import type { DataSet } from '#database/demo/data_sets'
import { type Report, seedAccounts, seedOrganization } from '#database/seeders/demo_seeder'
import { importHere } from '#plugins/imports/run_here'

/**
 * Loads a data set into an organization of its own, as imports of its owner. A line that was loaded
 * before is known by its match, so that running it again makes nothing.
 */
export default class DataSetSeeder {
  /** @throws {Error} when a file does not come in whole */
  async run({ name, company, files }: DataSet, report: Report): Promise<void> {
    const users = await seedAccounts([company.owner], report)
    await seedOrganization(company, users, report)
    for (const { name: fileName, mapping, ...asked } of files) {
      const content = await readFile(app.makePath('database/data', name, fileName))
      const fields = { ...asked, mapping: JSON.stringify(mapping) }
      const { status, created, unchanged, failed, failure } = await importHere(
        { organization: company.slug },
        { fields, file: { name: fileName, content } },
        () => {}
      )
      report(`${fileName}: ${created} created, ${unchanged} already exist`)
      if (status !== 'completed' || failed > 0) {
        throw new Error(`${fileName} is ${status}: ${failed} lines refused. ${failure ?? ''}`)
      }
    }
  }
}
