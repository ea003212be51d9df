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

/** The mapping that is ready for a file of another system; null when it is of none that is known. */
export function readyMapping(resource: string, columns: readonly string[]): Mapping | null {
  for (const format of FILE_FORMATS) {
    const mapping = format.resource === resource ? mappingBy(format, columns) : null
    if (mapping) return mapping
  }
  return null
}
