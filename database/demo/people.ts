/** A person of the demonstration, found again by their code. */
export interface DemoPerson {
  readonly code: string
  readonly firstName: string
  readonly lastName: string
  readonly jobTitle: string
  readonly department?: string
  readonly email: string
  readonly phone: string
  /** The code of another one, who comes before. */
  readonly reportsTo?: string
  /** The code of the customer where they work. */
  readonly customer: string
  /** The code of a deal, and what they are for it. */
  readonly deal?: { readonly code: string; readonly label: string }
}

export const demoPeople: readonly DemoPerson[] = [
  {
    code: 'PE001',
    firstName: 'Robert',
    lastName: 'Johnson',
    jobTitle: 'Chief Operating Officer',
    department: 'Operations',
    email: 'robert.johnson@acme.example.com',
    phone: '+1-555-4001',
    customer: 'CUST003',
    deal: { code: 'DEAL001', label: 'decision_maker' },
  },
  {
    code: 'PE002',
    firstName: 'Maria',
    lastName: 'Lopez',
    jobTitle: 'Head of IT',
    department: 'IT',
    email: 'maria.lopez@acme.example.com',
    phone: '+1-555-4002',
    reportsTo: 'PE001',
    customer: 'CUST003',
    deal: { code: 'DEAL001', label: 'champion' },
  },
  {
    code: 'PE003',
    firstName: 'Sarah',
    lastName: 'Williams',
    jobTitle: 'Founder',
    email: 'sarah.williams@techstart.example.com',
    phone: '+1-555-4003',
    customer: 'CUST004',
  },
]
