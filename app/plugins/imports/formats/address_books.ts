import { type FileFormat, companyNamed, contacts, lenient } from '#plugins/imports/formats/format'

/** As many of each as its files have. */
const UP_TO_FIVE = [1, 2, 3, 4, 5]

/** What Google puts between several values in a cell. */
const BETWEEN = ' ::: '

/** As Google writes it since 2024, and as it did before. */
export const googleContacts: FileFormat = {
  system: 'Google Contacts',
  resource: 'people',
  knownBy: [
    ['First Name', 'Last Name', 'E-mail 1 - Value'],
    ['Given Name', 'Family Name', 'E-mail 1 - Value'],
  ],
  fields: {
    name: [
      { template: '{First Name} {Last Name}' },
      'Name',
      { template: '{Given Name} {Family Name}' },
    ],
    first_name: ['First Name', 'Given Name'],
    last_name: ['Last Name', 'Family Name'],
    email: [lenient('E-mail 1 - Value')],
    phone: [lenient('Phone 1 - Value')],
    emails_add: [
      contacts(
        UP_TO_FIVE.map((n) => [`E-mail ${n} - Value`, 'work'] as const),
        BETWEEN
      ),
    ],
    phones_add: [
      contacts(
        UP_TO_FIVE.map((n) => [`Phone ${n} - Value`, 'work'] as const),
        BETWEEN
      ),
    ],
    job_title: ['Organization Title', 'Organization 1 - Title'],
    department: ['Organization Department', 'Organization 1 - Department'],
    primary_customer_id: [companyNamed('Organization Name'), companyNamed('Organization 1 - Name')],
    birthday: [lenient('Birthday')],
    country: ['Address 1 - Country'],
    notes: ['Notes'],
    tags: [
      lenient('Labels', { separator: BETWEEN }),
      lenient('Group Membership', { separator: BETWEEN }),
    ],
  },
}

export const outlookContacts: FileFormat = {
  system: 'Outlook',
  resource: 'people',
  knownBy: [['First Name', 'Last Name', 'E-mail Address']],
  fields: {
    name: [{ template: '{First Name} {Last Name}' }],
    first_name: ['First Name'],
    last_name: ['Last Name'],
    email: [lenient('E-mail Address')],
    phone: [lenient('Business Phone'), lenient('Mobile Phone'), lenient('Primary Phone')],
    emails_add: [
      contacts([
        ['E-mail Address', 'work'],
        ['E-mail 2 Address', 'other'],
        ['E-mail 3 Address', 'other'],
      ]),
    ],
    phones_add: [
      contacts([
        ['Business Phone', 'work'],
        ['Business Phone 2', 'work'],
        ['Mobile Phone', 'mobile'],
        ['Home Phone', 'home'],
        ['Home Phone 2', 'home'],
        ['Primary Phone', 'other'],
        ['Other Phone', 'other'],
        ['Business Fax', 'fax'],
        ['Home Fax', 'fax'],
      ]),
    ],
    job_title: ['Job Title'],
    department: ['Department'],
    primary_customer_id: [companyNamed('Company')],
    country: ['Business Country/Region', 'Business Country'],
    birthday: [lenient('Birthday', { date_format: 'M/D/YYYY' })],
    notes: ['Notes'],
    tags: [lenient('Categories', { separator: ';' })],
  },
}
