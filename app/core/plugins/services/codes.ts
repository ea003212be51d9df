import type { LucidRow } from '@adonisjs/lucid/types/model'
import { service } from '#core/plugins/services/service'
import { modelOfRecord } from '#core/resources/records/columns'

/** Lets plugins say which code a new record has that was given none. */
export async function giveCode(record: LucidRow, resource: string): Promise<void> {
  if (!modelOfRecord(record).$hasColumn('code') || record.$attributes.code) return
  const code = await service('codes.next', { resource })
  if (code !== null) record.$setAttribute('code', code)
}
