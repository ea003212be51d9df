import { compose } from '@adonisjs/core/helpers'
import { beforeSave, column } from '@adonisjs/lucid/orm'
import { PersonSchema } from '#database/schema'
import { spelledTimeZone } from '#core/calendar/time_zone'
import { invalid } from '#core/http/exceptions/problem'
import { setPrimary } from '#core/associations/primary'
import { Authored } from '#core/resources/concerns/authored'
import { EmitsEvents } from '#core/resources/concerns/emits_events'
import { Extensible } from '#core/resources/concerns/extensible'
import { OrganizationScoped } from '#core/resources/concerns/organization_scoped'
import { SoftDeletable } from '#core/resources/concerns/soft_deletable'
import { Versioned } from '#core/resources/concerns/versioned'
import { beforeChangeOf, givenOf } from '#core/resources/records/changes'
import { completeNames } from '#plugins/customers/models/customer/naming'
import { Assignable } from '#plugins/employees/models/concerns/assignable'
import {
  type Contact,
  type GivenContact,
  addContacts,
  emailKey,
  phoneKey,
  primaryOf,
  settleContacts,
} from '#plugins/people/models/person/contacts'

const NAMES = ['name', 'firstName', 'lastName'] as const

/* A list is written as JSON: the driver would make an array of PostgreSQL of it. */
const list = { prepare: (value: unknown) => (value === undefined ? value : JSON.stringify(value)) }

/** A human whom the organization deals with. */
export default class Person extends compose(
  PersonSchema,
  OrganizationScoped,
  EmitsEvents('people'),
  Authored,
  Extensible,
  Assignable,
  SoftDeletable,
  Versioned
) {
  static override table = 'people'

  @column(list)
  declare emails: readonly Contact[]

  @column(list)
  declare phones: readonly Contact[]

  /** What becomes the primary customer with the next save; null for none. */
  primary_customer_id: string | null | undefined = undefined

  /** Addresses and numbers that the next save adds to those that there are. */
  emails_add: readonly GivenContact[] | undefined = undefined
  phones_add: readonly GivenContact[] | undefined = undefined

  @beforeSave()
  static completeNames(person: Person) {
    const { name, firstName, lastName } = person
    const changed = new Set(Object.keys(person.$dirty))
    const given = givenOf(person, NAMES)
    const names = { customerType: 'individual' as const, companyName: null }
    Object.assign(person, completeNames({ ...names, name, firstName, lastName }, changed, given))
    if (person.name) return
    throw invalid([{ field: 'name', rule: 'required', message: 'The name field must be defined' }])
  }

  /** The primary address and number are among all of them, whichever of the two was written. */
  @beforeSave()
  static settleContacts(person: Person) {
    const addresses = settledEmails(person)
    const numbers = settledPhones(person)
    person.emails = addresses
    person.email = primaryOf(addresses)?.value ?? null
    person.phones = numbers
    person.phone = primaryOf(numbers)?.value ?? null
    person.phoneNormalized = primaryOf(numbers)?.normalised ?? null
  }

  /** Channels that are not named keep what they say. */
  @beforeChangeOf('consent')
  static mergeConsent(person: Person) {
    person.consent = { ...person.$original.consent, ...person.consent }
  }

  @beforeChangeOf('timeZone')
  static async spellTimeZone(person: Person) {
    if (person.timeZone) person.timeZone = await spelledTimeZone(person.timeZone)
  }

  /** Notes what became of mails to one of the addresses. One that is wanted no more stays so. */
  async noteAddressState(email: string, state: 'bounced' | 'opted_out'): Promise<void> {
    const key = emailKey(email)
    this.emails = this.emails.map((entry) =>
      entry.normalised === key && entry.state !== 'opted_out' ? { ...entry, state } : entry
    )
    await this.save()
  }

  override outcomes(): readonly string[] {
    return this.$dirty.assignedToId ? ['assign'] : []
  }

  override async save(): Promise<this> {
    const { primary_customer_id: customer } = this
    this.primary_customer_id = undefined
    addFurther(this)
    await super.save()
    if (customer !== undefined) {
      await setPrimary({ type: 'people', record: this }, { type: 'customers', id: customer })
    }
    return this
  }
}

function settledEmails({ $dirty, emails: known }: Person): readonly Contact[] {
  const { email, emails } = $dirty
  const isGiven = emails !== undefined
  return settleContacts('emails', {
    known: known ?? [],
    isGiven,
    primary: email,
    normalise: emailKey,
  })
}

function settledPhones({ $dirty, country: now, phones: known }: Person): readonly Contact[] {
  const { phone, phones, country } = $dirty
  return settleContacts('phones', {
    known: known ?? [],
    isGiven: phones !== undefined || (country !== undefined && phone === undefined),
    primary: phone,
    normalise: phoneKey(now ?? null),
  })
}

/** Before the save, which has nothing to do where all of them are there already. */
function addFurther(person: Person): void {
  const { emails_add: emails = [], phones_add: phones = [], $original: before } = person
  person.emails_add = undefined
  person.phones_add = undefined
  if (emails.length > 0) {
    const known: readonly Contact[] = before.emails ?? []
    const ways = { known, normalise: emailKey }
    person.emails = addContacts('emails', settledEmails(person), emails, ways)
    person.email = primaryOf(person.emails)?.value ?? null
  }
  if (phones.length > 0) {
    const known: readonly Contact[] = before.phones ?? []
    const ways = { known, normalise: phoneKey(person.country ?? null) }
    person.phones = addContacts('phones', settledPhones(person), phones, ways)
    person.phone = primaryOf(person.phones)?.value ?? null
  }
}
