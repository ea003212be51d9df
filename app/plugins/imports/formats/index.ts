import type { Mapping } from '#plugins/imports/models/import/mapping'
import { googleContacts, outlookContacts } from '#plugins/imports/formats/address_books'
import { type FileFormat, mappingBy } from '#plugins/imports/formats/format'
import { hubspotCompanies, hubspotContacts } from '#plugins/imports/formats/hubspot'
import { pipedriveOrganizations, pipedrivePeople } from '#plugins/imports/formats/pipedrive'
import { vcards } from '#plugins/imports/formats/vcard'
import { salesforceAccounts, salesforceContacts } from '#plugins/imports/formats/salesforce'

/** The files of other systems that are known by their columns, the most particular first. */
export const FILE_FORMATS: readonly FileFormat[] = [
  hubspotContacts,
  hubspotCompanies,
  salesforceContacts,
  salesforceAccounts,
  pipedrivePeople,
  pipedriveOrganizations,
  googleContacts,
  outlookContacts,
  vcards,
]

/** What a file of another system becomes. */
export interface Ready {
  /** What the system is called. */
  readonly system: string
  readonly mapping: Mapping
}

/**
 * The mapping that is ready for a file of another system; null when it is of none that is known.
 *
 * @param system the one that it is said to be of; by default whichever knows its columns
 */
export function readyMapping(
  resource: string,
  columns: readonly string[],
  system?: string
): Ready | null {
  for (const format of formatsOf(resource)) {
    if (system !== undefined && format.system !== system) continue
    const mapping = mappingBy(format, columns)
    if (mapping) return { system: format.system, mapping }
  }
  return null
}

/** The formats whose files become such records. */
export function formatsOf(resource: string): readonly FileFormat[] {
  return FILE_FORMATS.filter((format) => format.resource === resource)
}
