import type Deal from '#plugins/deals/models/deal'

/** A deal of the demonstration, found again by its code. */
export interface DemoDeal {
  readonly code: string
  readonly title: string
  readonly value: string
  /** The name of its stage in the default pipeline. */
  readonly stage: string
  /** The code of its customer. */
  readonly customer: string
  readonly priority: Deal['priority']
  /** In how many days it is expected to close. */
  readonly closesIn: number
  readonly source: string
  /** The code of the employee who looks after it. */
  readonly assignedTo?: string
}

export const demoDeals: readonly DemoDeal[] = [
  {
    code: 'DEAL001',
    title: 'Enterprise Software License',
    value: '125000.00',
    stage: 'Proposal',
    customer: 'CUST003',
    priority: 'high',
    closesIn: 30,
    source: 'referral',
    assignedTo: 'EMP001',
  },
  {
    code: 'DEAL002',
    title: 'Cloud Migration Services',
    value: '250000.00',
    stage: 'Negotiation',
    customer: 'CUST004',
    priority: 'urgent',
    closesIn: 45,
    source: 'website',
    assignedTo: 'EMP002',
  },
  {
    code: 'DEAL003',
    title: 'Consulting Package',
    value: '75000.00',
    stage: 'Qualification',
    customer: 'CUST001',
    priority: 'medium',
    closesIn: 60,
    source: 'partner',
    assignedTo: 'EMP002',
  },
  {
    code: 'DEAL004',
    title: 'Training Program',
    value: '30000.00',
    stage: 'Prospecting',
    customer: 'CUST002',
    priority: 'low',
    closesIn: 90,
    source: 'event',
  },
  {
    code: 'DEAL005',
    title: 'Mobile App Development',
    value: '150000.00',
    stage: 'Proposal',
    customer: 'CUST005',
    priority: 'high',
    closesIn: 75,
    source: 'social_media',
  },
]

export const globexDeals: readonly DemoDeal[] = [
  {
    code: 'DEAL001',
    title: 'Reactor Maintenance',
    value: '480000.00',
    stage: 'Qualification',
    customer: 'CUST001',
    priority: 'high',
    closesIn: 40,
    source: 'referral',
  },
]
