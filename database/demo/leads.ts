import type Lead from '#plugins/leads/models/lead'

/** A lead of the demonstration, found again by its code. */
export interface DemoLead {
  readonly code: string
  readonly name: string
  readonly company: string
  readonly jobTitle: string
  readonly email: string
  readonly phone: string
  readonly source: Lead['source']
  readonly qualificationStatus: Lead['qualificationStatus']
  /** The score that a user gave it; the rules make their own. */
  readonly scoreManual: number
  readonly estimatedValue: string
  /** The code of the employee who looks after it. */
  readonly assignedTo?: string
}

export const demoLeads: readonly DemoLead[] = [
  {
    code: 'LEAD001',
    name: 'Alice Johnson',
    company: 'Johnson Industries',
    jobTitle: 'VP of Operations',
    email: 'alice.johnson@example.com',
    phone: '+1-555-2001',
    source: 'website',
    qualificationStatus: 'qualified',
    scoreManual: 85,
    estimatedValue: '50000.00',
    assignedTo: 'EMP002',
  },
  {
    code: 'LEAD002',
    name: 'Bob Williams',
    company: 'Startup Inc',
    jobTitle: 'CTO',
    email: 'bob.williams@example.com',
    phone: '+1-555-2002',
    source: 'referral',
    qualificationStatus: 'contacted',
    scoreManual: 70,
    estimatedValue: '35000.00',
    assignedTo: 'EMP002',
  },
  {
    code: 'LEAD003',
    name: 'Carol Martinez',
    company: 'Business Group Ltd',
    jobTitle: 'Director of Sales',
    email: 'carol.martinez@example.com',
    phone: '+1-555-2003',
    source: 'social_media',
    qualificationStatus: 'new',
    scoreManual: 60,
    estimatedValue: '25000.00',
  },
  {
    code: 'LEAD004',
    name: 'David Lee',
    company: 'Enterprise Solutions',
    jobTitle: 'CEO',
    email: 'david.lee@example.com',
    phone: '+1-555-2004',
    source: 'event',
    qualificationStatus: 'qualified',
    scoreManual: 95,
    estimatedValue: '150000.00',
    assignedTo: 'EMP001',
  },
  {
    code: 'LEAD005',
    name: 'Eva Thompson',
    company: 'Thompson Consulting',
    jobTitle: 'Managing Partner',
    email: 'eva.thompson@example.com',
    phone: '+1-555-2005',
    source: 'partner',
    qualificationStatus: 'contacted',
    scoreManual: 75,
    estimatedValue: '45000.00',
    assignedTo: 'EMP001',
  },
]
