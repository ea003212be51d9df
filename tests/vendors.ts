import Vendor from '#models/vendor'
import type { Company } from '#tests/personas'
import { UnitOfWork, forOrganization } from '#tenancy/unit_of_work'

/** Somebody to buy from. @returns its id */
export async function makeVendor(company: Company, name = 'Paper Ltd'): Promise<string> {
  return UnitOfWork.run(forOrganization(company.id), async () => {
    const vendor = await Vendor.create({ name })
    return vendor.id
  })
}
