import { type FileFormat, companyNamed, contacts, lenient } from '#plugins/imports/formats/format'
import { BETWEEN, VCARD_CONTACTS } from '#plugins/imports/models/import/vcard'

export const vcards: FileFormat = {
  system: 'vCard',
  resource: 'people',
  knownBy: [['vCard FN', 'vCard EMAIL', 'vCard TEL', 'vCard CATEGORIES']],
  fields: {
    name: ['vCard FN'],
    email: [lenient('vCard EMAIL')],
    phone: [lenient('vCard TEL')],
    emails_add: [contacts(VCARD_CONTACTS.email, BETWEEN)],
    phones_add: [contacts(VCARD_CONTACTS.tel, BETWEEN)],
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
