import type Vendor from '#plugins/vendors/models/vendor'

/** A vendor of the demonstration, found again by its code. */
export interface DemoVendor {
  readonly code: string
  readonly name: string
  readonly contactPerson: string
  readonly email: string
  readonly phone: string
  readonly website: string
  readonly vendorType: Vendor['vendorType']
  readonly status: Vendor['status']
  readonly industry: string
  readonly rating: string
  /** The code of the employee who looks after it. */
  readonly assignedEmployee: string
}

export const demoVendors: readonly DemoVendor[] = [
  {
    code: 'VEND001',
    name: 'Cloud Harbor',
    contactPerson: 'Lena Fischer',
    email: 'accounts@cloudharbor.example.com',
    phone: '+1-555-3001',
    website: 'https://cloudharbor.example.com',
    vendorType: 'service_provider',
    status: 'active',
    industry: 'Technology',
    rating: '4.50',
    assignedEmployee: 'EMP001',
  },
  {
    code: 'VEND002',
    name: 'Paper & Ink Ltd',
    contactPerson: 'Omar Haddad',
    email: 'orders@paperandink.example.com',
    phone: '+1-555-3002',
    website: 'https://paperandink.example.com',
    vendorType: 'supplier',
    status: 'active',
    industry: 'Retail',
    rating: '4.00',
    assignedEmployee: 'EMP007',
  },
  {
    code: 'VEND003',
    name: 'Brightside Advisors',
    contactPerson: 'Grace Kim',
    email: 'hello@brightside.example.com',
    phone: '+1-555-3003',
    website: 'https://brightside.example.com',
    vendorType: 'consultant',
    status: 'pending',
    industry: 'Services',
    rating: '3.75',
    assignedEmployee: 'EMP007',
  },
]
