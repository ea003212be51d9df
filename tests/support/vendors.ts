import { VendorFactory } from '#plugins/vendors/factories/vendor_factory'
import type { Company } from '#tests/support/personas'
import { inCompany } from '#tests/support/records'

/** A company to buy from. @returns its id */
export async function makeVendor(company: Company, name = 'Paper Ltd'): Promise<string> {
  const { id } = await inCompany(company, () => VendorFactory.merge({ name }).create())
  return id
}
