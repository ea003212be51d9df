import Vendor from '#plugins/vendors/models/vendor'
import type { Company } from '#tests/support/personas'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'

/** A user to buy from. @returns its id */
export async function makeVendor(company: Company, name = 'Paper Ltd'): Promise<string> {
  return UnitOfWork.run(forOrganization(company.id), async () => {
    const vendor = await Vendor.create({ name })
    return vendor.id
  })
}
