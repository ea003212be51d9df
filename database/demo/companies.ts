import {
  type DemoAccount,
  type DemoMember,
  demoMembers,
  globexOwner,
  superuser,
} from '#database/demo/accounts'
import { type DemoCustomer, demoCustomers, globexCustomers } from '#database/demo/customers'
import { type DemoDeal, demoDeals, globexDeals } from '#database/demo/deals'
import { type DemoEmployee, demoEmployees } from '#database/demo/employees'
import { type DemoLead, demoLeads } from '#database/demo/leads'
import { type DemoPerson, demoPeople } from '#database/demo/people'
import { type DemoVendor, demoVendors } from '#database/demo/vendors'

/** What an organization of the demonstration is founded with. */
export interface FoundedCompany {
  readonly details: {
    readonly name: string
    readonly industry: string
    readonly website: string
    readonly email: string
    readonly phone: string
  }
  /** What `details.name` becomes; it is how a company is found again. */
  readonly slug: string
  readonly owner: DemoAccount
}

/** An organization of the demonstration with all that belongs to it. */
export interface DemoCompany extends FoundedCompany {
  readonly members: readonly DemoMember[]
  readonly employees: readonly DemoEmployee[]
  readonly customers: readonly DemoCustomer[]
  readonly leads: readonly DemoLead[]
  readonly deals: readonly DemoDeal[]
  readonly vendors: readonly DemoVendor[]
  readonly people: readonly DemoPerson[]
}

export const demoCompanies: readonly DemoCompany[] = [
  {
    details: {
      name: 'Demo Company',
      industry: 'Technology',
      website: 'https://democompany.com',
      email: 'info@democompany.com',
      phone: '+1-555-0100',
    },
    slug: 'demo-company',
    owner: superuser,
    members: demoMembers,
    employees: demoEmployees,
    customers: demoCustomers,
    leads: demoLeads,
    deals: demoDeals,
    vendors: demoVendors,
    people: demoPeople,
  },
  {
    details: {
      name: 'Globex Corporation',
      industry: 'Energy',
      website: 'https://globex.example.com',
      email: 'info@globex.example.com',
      phone: '+1-555-0200',
    },
    slug: 'globex-corporation',
    owner: globexOwner,
    members: [],
    employees: [],
    customers: globexCustomers,
    leads: [],
    deals: globexDeals,
    vendors: [],
    people: [],
  },
]
