import factory from '@adonisjs/lucid/factories'
import Vendor from '#plugins/vendors/models/vendor'

/** Vendors; what the organization may leave open is. */
export const VendorFactory = factory
  .define(Vendor, ({ faker }) => ({ name: faker.company.name() }))
  .build()
