import { type FileFormat, companyNamed, contacts, lenient } from '#plugins/imports/formats/format'

export const pipedrivePeople: FileFormat = {
  system: 'Pipedrive',
  resource: 'people',
  knownBy: [['Person - Name']],
  fields: {
    name: ['Person - Name'],
    email: [
      lenient('Person - Email - Work'),
      lenient('Person - Email'),
      lenient('Person - Email - Home'),
    ],
    phone: [
      lenient('Person - Phone - Work'),
      lenient('Person - Phone'),
      lenient('Person - Phone - Mobile'),
    ],
    emails_add: [
      contacts([
        ['Person - Email - Work', 'work'],
        ['Person - Email', 'work'],
        ['Person - Email - Home', 'personal'],
        ['Person - Email - Other', 'other'],
      ]),
    ],
    phones_add: [
      contacts([
        ['Person - Phone - Work', 'work'],
        ['Person - Phone', 'work'],
        ['Person - Phone - Mobile', 'mobile'],
        ['Person - Phone - Home', 'home'],
        ['Person - Phone - Other', 'other'],
      ]),
    ],
    job_title: ['Person - Job title'],
    primary_customer_id: [companyNamed('Person - Organization')],
    birthday: [lenient('Person - Birthday')],
    notes: ['Person - Notes'],
    tags: [lenient('Person - Label'), lenient('Person - Labels')],
  },
}

export const pipedriveOrganizations: FileFormat = {
  system: 'Pipedrive',
  resource: 'customers',
  knownBy: [['Organization - Name']],
  fields: {
    name: ['Organization - Name'],
    customer_type: [{ value: 'business' }],
    address: ['Organization - Address'],
    city: ['Organization - City/town/village/locality of Address'],
    country: ['Organization - Country of Address'],
    postal_code: ['Organization - ZIP/Postal code of Address'],
    website: [lenient('Organization - Website')],
    industry: ['Organization - Industry'],
    annual_revenue: [lenient('Organization - Annual revenue')],
    employee_count: [
      lenient('Organization - Number of employees'),
      lenient('Organization - Employee count'),
    ],
    linkedin_url: [lenient('Organization - LinkedIn profile')],
    tags: [lenient('Organization - Label'), lenient('Organization - Labels')],
  },
}
