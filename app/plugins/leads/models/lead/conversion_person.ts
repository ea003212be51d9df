import { associationsSql } from '#core/associations/pair'
import { emailKey } from '#core/text/keys'
import { invalid, permissionDenied } from '#core/http/exceptions/problem'
import type { Principal } from '#core/access/principal'
import { currentPlugins } from '#core/plugins/plugin_set'
import { Scope } from '#core/resources/query/scope'
import { Statement } from '#core/resources/query/statement'
import { UnitOfWork } from '#core/database/unit_of_work'
import type Customer from '#plugins/customers/models/customer'
import type Lead from '#plugins/leads/models/lead'
import Person from '#plugins/people/models/person'
import { phoneKey } from '#plugins/people/models/person/contacts'
import PersonPolicy from '#plugins/people/policies/person_policy'
import people from '#plugins/people/resources/people'

/** The human behind a lead, as a conversion is to treat them. */
export type PersonTarget =
  | { readonly action: 'create' }
  | { readonly action: 'link'; readonly person: Person; readonly matchedBy: MatchedBy }
  | { readonly action: 'skip'; readonly reason: SkippedBecause }

/** By what a person who was there is known to be the one. */
export type MatchedBy = 'person_id' | 'association' | 'email'
/** Why a conversion leaves the people as they are. */
export type SkippedBecause = 'not_wanted' | 'individual' | 'permission_denied'

/** What a conversion made of the human behind a lead. */
export interface ConvertedPerson {
  readonly person: Person
  /** Taking the conversion back deletes them then. */
  readonly isNew: boolean
  readonly matchedBy: MatchedBy | null
  /** The attributes of a known person that the lead filled in. */
  readonly filled: readonly string[]
}

interface Wanted {
  readonly person_id?: string | null | undefined
  /** Whether there is to be a person; what is usual for the customer by default. */
  readonly person?: boolean | null | undefined
  readonly customerType: Customer['customerType']
}

/**
 * Whom a lead is, for the caller: the person that is named, or the primary one that it is associated
 * with, or one with its address, or a new one. A person who is there is locked. Without being asked
 * to, a conversion does what the caller may: old clients do not know of people.
 *
 * @throws 422 when the named person is not there for the caller, 403 for what they asked for and may not do
 */
export async function personFor(
  principal: Principal,
  lead: Lead,
  { person_id: id, person: isWanted, customerType }: Wanted
): Promise<PersonTarget> {
  const { bouncer, identity } = principal
  const policy = bouncer.with(PersonPolicy)
  if (id) {
    const person = await readablePerson(principal, id.toLowerCase())
    if (!person) {
      const message = 'Person not found.'
      throw invalid([{ field: 'person_id', rule: 'exists', message }])
    }
    await policy.authorize('update', person)
    return { action: 'link', person, matchedBy: 'person_id' }
  }
  if (isWanted === false) return { action: 'skip', reason: 'not_wanted' }
  if (!isWanted && customerType === 'individual') return { action: 'skip', reason: 'individual' }
  const known = await knownPerson(principal, lead)
  if (known && (await policy.allows('update', known.person))) return { action: 'link', ...known }
  const permission = people.permission(known ? 'update' : 'create')
  if (!known && identity.grants.allows(permission)) return { action: 'create' }
  if (isWanted) throw permissionDenied(permission)
  return { action: 'skip', reason: 'permission_denied' }
}

async function readablePerson({ bouncer }: Principal, id: string): Promise<Person | null> {
  const person = await Person.findForUpdate(id)
  if (!person || person.isDeleted) return null
  return (await bouncer.with(PersonPolicy).allows('read', person)) ? person : null
}

/** Of two conversions with one address that come at once, the second waits and then sees the first. */
async function knownPerson(principal: Principal, lead: Lead) {
  const unit = UnitOfWork.get()
  const key = lead.email ? emailKey(lead.email) : null
  if (key !== null) {
    await unit.query(
      `SELECT pg_advisory_xact_lock(hashtextextended('people/email/' || app_organization()::text || $1, 0))`,
      [key]
    )
  }
  if (!principal.identity.grants.allows(people.permission('read'))) return null
  const here = await currentPlugins(principal.identity)
  const statement = new Statement()
  const scope = new Scope(here.extend(people), principal.identity, unit.organizationId)
  const readable = scope.readable(statement)
  const { rows } = await unit.query<{ id: string; is_associated: boolean }>(
    `SELECT r.id, r.id IN (${primarySql(statement.bind(lead.id))}) AS is_associated
     FROM people r WHERE ${readable} AND r.id IN (
       ${primarySql(statement.bind(lead.id))}
       UNION ALL
       SELECT person_id FROM person_contacts
       WHERE organization_id = app_organization() AND channel = 'email'
         AND normalised = ${statement.bind(key)}::text)
     ORDER BY is_associated DESC, r.created_at, r.id LIMIT 1`,
    statement.values
  )
  const [row] = rows
  const person = row && (await readablePerson(principal, row.id))
  if (!row || !person) return null
  return { person, matchedBy: row.is_associated ? ('association' as const) : ('email' as const) }
}

function primarySql(leadId: string): string {
  return `SELECT other_id FROM ${associationsSql('leads', 'people', 'app_organization()')} association
    WHERE self_id = ${leadId}::uuid AND is_primary`
}

/** Makes a person of a lead, or fills what is empty in one that there is. */
export async function becomePerson(
  lead: Lead,
  target: PersonTarget,
  assignedToId: string | null
): Promise<ConvertedPerson | null> {
  if (target.action === 'skip') return null
  if (target.action === 'link') {
    const { person, matchedBy } = target
    const filled = fillPerson(person, lead)
    if (filled.length > 0) await person.save()
    return { person, isNew: false, matchedBy, filled }
  }
  const person = new Person()
  person.merge({ name: lead.name, assignedToId })
  fillPerson(person, lead)
  await person.save()
  return { person, isNew: true, matchedBy: null, filled: [] }
}

/** What a person takes over from a lead where they have nothing. @returns the attributes */
function fillPerson(person: Person, lead: Lead): string[] {
  const filled: string[] = []
  for (const attribute of ['jobTitle', 'country'] as const) {
    if (person[attribute] || !lead[attribute]) continue
    person[attribute] = lead[attribute]
    filled.push(attribute)
  }
  if (!person.email && (person.emails ?? []).length === 0 && lead.email) {
    person.email = lead.email
    filled.push('emails')
  }
  const numbers = numbersOf(lead)
  if ((person.phones ?? []).length === 0 && numbers.length > 0) {
    person.phones = numbers
    filled.push('phones')
  }
  return filled
}

function numbersOf({ phone, mobile, country }: Lead) {
  const keyOf = phoneKey(country)
  const entry = (value: string, kind: string, isPrimary: boolean) => ({
    value,
    normalised: keyOf(value),
    kind,
    is_primary: isPrimary,
    state: 'ok' as const,
  })
  const isOne = phone && mobile && keyOf(phone) === keyOf(mobile)
  return [
    ...(phone ? [entry(phone, 'work', true)] : []),
    ...(mobile && !isOne ? [entry(mobile, 'mobile', !phone)] : []),
  ]
}
