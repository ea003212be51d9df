import type Customer from '#plugins/customers/models/customer'

/** A customer of the demonstration, found again by its code. */
export interface DemoCustomer {
  readonly code: string
  readonly customerType: Customer['customerType']
  readonly status: Customer['status']
  readonly name?: string
  readonly firstName?: string
  readonly lastName?: string
  readonly companyName?: string
  readonly contactPerson?: string
  readonly industry?: string
  readonly email: string
  readonly phone: string
  readonly source: string
  /** The code of the employee who is responsible for the customer. */
  readonly assignedTo?: string
}

export const demoCustomers: readonly DemoCustomer[] = [
  {
    code: 'CUST001',
    customerType: 'individual',
    status: 'active',
    firstName: 'John',
    lastName: 'Smith',
    email: 'john.smith@example.com',
    phone: '+1-555-1001',
    source: 'website',
    assignedTo: 'EMP002',
  },
  {
    code: 'CUST002',
    customerType: 'individual',
    status: 'active',
    firstName: 'Jane',
    lastName: 'Doe',
    email: 'jane.doe@example.com',
    phone: '+1-555-1002',
    source: 'referral',
  },
  {
    code: 'CUST003',
    customerType: 'business',
    status: 'vip',
    companyName: 'Acme Corporation',
    contactPerson: 'Robert Johnson',
    industry: 'Manufacturing',
    email: 'contact@acme.example.com',
    phone: '+1-555-1003',
    source: 'partner',
    assignedTo: 'EMP001',
  },
  {
    code: 'CUST004',
    customerType: 'business',
    status: 'active',
    companyName: 'TechStart Inc',
    contactPerson: 'Sarah Williams',
    industry: 'Technology',
    email: 'info@techstart.example.com',
    phone: '+1-555-1004',
    source: 'social_media',
    assignedTo: 'EMP002',
  },
  {
    code: 'CUST005',
    customerType: 'individual',
    status: 'prospect',
    firstName: 'Emily',
    lastName: 'Chen',
    email: 'emily.chen@example.com',
    phone: '+1-555-1005',
    source: 'event',
  },
]

export const globexCustomers: readonly DemoCustomer[] = [
  {
    code: 'CUST001',
    customerType: 'business',
    status: 'active',
    companyName: 'Initech',
    contactPerson: 'Peter Gibbons',
    industry: 'Technology',
    email: 'hello@initech.example.com',
    phone: '+1-555-2001',
    source: 'referral',
  },
  {
    code: 'CUST002',
    customerType: 'individual',
    status: 'prospect',
    firstName: 'Milton',
    lastName: 'Waddams',
    email: 'milton.waddams@example.com',
    phone: '+1-555-2002',
    source: 'website',
  },
]
