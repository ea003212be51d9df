import type Customer from '#plugins/customers/models/customer'
import type Lead from '#plugins/leads/models/lead'

/** Something that a lead has and its customer did not get, and why. */
export interface NotCarried {
  /** `associations.people` for a label that those had for the lead. */
  readonly field: string
  /**
   * There is no place for it, there is something else, they do not work here any more, or others hold
   * the places of a limited label.
   */
  readonly reason: 'no_such_field' | 'already_set' | 'not_at_work' | 'association_limit'
  /** The key of the label, and the resource of what did not get it. */
  readonly label?: string
  readonly of?: string
}

/** What stands in a customer under the same name as in a lead, by the names of columns. */
const SAME = {
  email: 'email',
  phone: 'phone',
  mobile: 'mobile',
  source: 'source',
  tags: 'tags',
  notes: 'notes',
  address: 'address',
  city: 'city',
  state: 'state',
  country: 'country',
  postal_code: 'postalCode',
} as const

const WITHOUT_PLACE = {
  campaign: 'campaign',
  referrer: 'referrer',
} as const

const isEmpty = (value: unknown) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && !value.length)

/**
 * What a customer takes over from a lead: `[column, attribute, value]`, without what is empty. Where
 * the customer is a company, the lead's company is its name, and the person its contact.
 */
export function carriedBy(lead: Lead, customerType: Customer['customerType']) {
  const same = Object.entries(SAME).map(
    ([column, attribute]) => [column, attribute, lead[attribute]] as const
  )
  const ofCompany =
    customerType === 'business'
      ? ([
          ['name', 'name', lead.company ?? lead.name],
          ['contact_person', 'contactPerson', lead.name],
        ] as const)
      : ([['name', 'name', lead.name]] as const)
  return [...ofCompany, ...same, ['company_name', 'companyName', lead.company] as const].filter(
    ([, , value]) => !isEmpty(value)
  )
}

/** Fills what is empty in a customer. @returns what it filled, and what was there already */
export function fill(customer: Customer, lead: Lead) {
  const filled: string[] = []
  const notCarried: NotCarried[] = []
  for (const [column, attribute, value] of carriedBy(lead, customer.customerType)) {
    const present = customer[attribute]
    if (isEmpty(present)) {
      customer.merge({ [attribute]: value })
      filled.push(attribute)
    } else if (JSON.stringify(present) !== JSON.stringify(value)) {
      notCarried.push({ field: column, reason: 'already_set' })
    }
  }
  return { filled, notCarried }
}

/**
 * What a lead has that customers have no place for.
 *
 * @param has whether there is a deal, which has one for what it may be worth, and a person with the job title
 */
export function withoutPlace(
  lead: Lead,
  has: { readonly deal: boolean; readonly jobTitle: boolean }
): NotCarried[] {
  const lost = Object.entries(WITHOUT_PLACE).filter(([, attribute]) => !isEmpty(lead[attribute]))
  const columns = [
    ...(!has.jobTitle && !isEmpty(lead.jobTitle) ? ['job_title'] : []),
    ...lost.map(([column]) => column),
    ...(!has.deal && lead.estimatedValue ? ['estimated_value'] : []),
  ]
  return columns.map((field) => ({ field, reason: 'no_such_field' }))
}
