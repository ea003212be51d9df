import { type FileFormat, companyNamed, contacts, lenient } from '#plugins/imports/formats/format'

export const hubspotContacts: FileFormat = {
  system: 'HubSpot',
  resource: 'people',
  knownBy: [
    ['Record ID', 'First Name', 'Last Name'],
    ['Record ID - Contact', 'First Name', 'Last Name'],
  ],
  fields: {
    name: [{ template: '{First Name} {Last Name}' }],
    first_name: ['First Name'],
    last_name: ['Last Name'],
    email: [lenient('Email')],
    phone: [lenient('Phone Number'), lenient('Mobile Phone Number')],
    emails_add: [
      contacts(
        [
          ['Email', 'work'],
          ['Work email', 'work'],
          ['Additional email addresses', 'other'],
        ],
        ';'
      ),
    ],
    phones_add: [
      contacts([
        ['Phone Number', 'work'],
        ['Mobile Phone Number', 'mobile'],
        ['Fax Number', 'fax'],
      ]),
    ],
    job_title: ['Job Title'],
    primary_customer_id: [
      companyNamed('Associated Company (Primary)'),
      companyNamed('Associated Company'),
      companyNamed('Company Name'),
    ],
    country: ['Country/Region', 'Country'],
    preferred_language: [lenient('Preferred language')],
    time_zone: [lenient('Time Zone')],
    linkedin_url: [lenient('LinkedIn URL')],
    birthday: [lenient('Date of birth')],
    created_at: [lenient('Create Date', { date_format: 'YYYY-MM-DD HH:mm' })],
  },
}

export const hubspotCompanies: FileFormat = {
  system: 'HubSpot',
  resource: 'customers',
  knownBy: [
    ['Record ID', 'Company name'],
    ['Record ID - Company', 'Company name'],
  ],
  fields: {
    name: ['Company name'],
    customer_type: [{ value: 'business' }],
    domains: [lenient('Company Domain Name')],
    website: [lenient('Website URL')],
    phone: [lenient('Phone Number')],
    city: ['City'],
    state: ['State/Region'],
    country: ['Country/Region'],
    postal_code: ['Postal Code'],
    address: ['Street Address'],
    industry: ['Industry'],
    annual_revenue: [lenient('Annual Revenue')],
    employee_count: [lenient('Number of Employees')],
    linkedin_url: [lenient('LinkedIn Company Page')],
    notes: ['Description'],
  },
}
