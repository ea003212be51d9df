import { type FileFormat, companyNamed, contacts, lenient } from '#plugins/imports/formats/format'

/** Of its Data Loader, whose columns are called like fields, and of its reports. */
export const salesforceContacts: FileFormat = {
  system: 'Salesforce',
  resource: 'people',
  knownBy: [
    ['FirstName', 'LastName', 'AccountId'],
    ['FirstName', 'LastName', 'Account.Name'],
    ['First Name', 'Last Name', 'Account Name'],
  ],
  fields: {
    name: [{ template: '{FirstName} {LastName}' }],
    first_name: ['FirstName'],
    last_name: ['LastName'],
    email: [lenient('Email')],
    phone: [lenient('Phone'), lenient('MobilePhone'), lenient('Mobile')],
    phones_add: [
      contacts([
        ['Phone', 'work'],
        ['MobilePhone', 'mobile'],
        ['Mobile', 'mobile'],
        ['HomePhone', 'home'],
        ['OtherPhone', 'other'],
        ['Fax', 'fax'],
      ]),
    ],
    job_title: ['Title'],
    department: ['Department'],
    primary_customer_id: [companyNamed('Account.Name'), companyNamed('Account Name')],
    country: ['MailingCountry', 'Mailing Country'],
    birthday: [lenient('Birthdate')],
    notes: ['Description', 'Contact Description'],
  },
}

export const salesforceAccounts: FileFormat = {
  system: 'Salesforce',
  resource: 'customers',
  knownBy: [
    ['Name', 'BillingCity', 'NumberOfEmployees'],
    ['Account Name', 'Billing City', 'Employees'],
  ],
  fields: {
    name: ['Name', 'Account Name'],
    customer_type: [{ value: 'business' }],
    phone: [lenient('Phone')],
    website: [lenient('Website')],
    industry: ['Industry'],
    annual_revenue: [lenient('AnnualRevenue')],
    employee_count: [lenient('NumberOfEmployees'), lenient('Employees')],
    address: ['BillingStreet', 'Billing Street'],
    city: ['BillingCity', 'Billing City'],
    state: ['BillingState', 'Billing State/Province'],
    country: ['BillingCountry', 'Billing Country'],
    postal_code: ['BillingPostalCode', 'Billing Zip/Postal Code'],
    notes: ['Description', 'Account Description'],
  },
}
