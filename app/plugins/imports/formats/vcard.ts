import { type FileFormat, companyNamed, lenient } from '#plugins/imports/formats/format'
import { VCARD_COLUMNS } from '#plugins/imports/models/import/vcard'

export const vcards: FileFormat = {
  system: 'vCard',
  resource: 'people',
  knownBy: [VCARD_COLUMNS],
  fields: {
    name: ['vCard FN'],
    email: [lenient('vCard EMAIL')],
    phone: [lenient('vCard TEL')],
    job_title: ['vCard TITLE'],
    department: ['vCard ORG unit'],
    primary_customer_id: [companyNamed('vCard ORG')],
    birthday: [lenient('vCard BDAY')],
    country: ['vCard country'],
    linkedin_url: [lenient('vCard URL')],
    tags: [lenient('vCard CATEGORIES')],
    notes: ['vCard NOTE'],
  },
}
