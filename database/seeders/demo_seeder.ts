import app from '@adonisjs/core/services/app'
import { DateTime } from 'luxon'
import { v7 as uuidv7 } from 'uuid'
import { type DemoAccount, type DemoMember, superuser } from '#database/demo/accounts'
import { type DemoCompany, type FoundedCompany, demoCompanies } from '#database/demo/companies'
import type { DemoCustomer } from '#database/demo/customers'
import type { DemoDeal } from '#database/demo/deals'
import type { DemoEmployee } from '#database/demo/employees'
import type { DemoLead } from '#database/demo/leads'
import { chooseDemoPasswords } from '#database/demo/passwords'
import type { DemoPerson } from '#database/demo/people'
import type { DemoVendor } from '#database/demo/vendors'
import Customer from '#plugins/customers/models/customer'
import Deal from '#plugins/deals/models/deal'
import Employee from '#plugins/employees/models/employee'
import Lead from '#plugins/leads/models/lead'
import Membership from '#plugins/identity/models/membership'
import Organization from '#plugins/identity/models/organization'
import Person from '#plugins/people/models/person'
import { associateRecords } from '#core/associations/primary'
import Pipeline from '#plugins/deals/models/pipeline'
import PipelineStage from '#plugins/deals/models/pipeline_stage'
import Role from '#plugins/access/models/role'
import User from '#plugins/identity/models/user'
import Vendor from '#plugins/vendors/models/vendor'
import { contextOf, currentPlugins } from '#core/plugins/plugin_set'
import env from '#start/env'
import { UnitOfWork, forOrganization, asSystem } from '#core/database/unit_of_work'

/** Takes one line about what was done. */
export type Report = (line: string) => void

/** Two seeders at once would each find nothing; this lock of PostgreSQL lets one of them wait. */
const SEEDING = 7_236_001

/** The ids of the people of the demonstration, by e-mail address. */
type UserIds = ReadonlyMap<string, string>

/**
 * Makes the organizations of the demonstration with their people and records.
 * What is there is left as it is, so that running it again makes nothing.
 */
export default class DemoSeeder {
  async run(report: Report = console.log): Promise<void> {
    const accounts = demoCompanies.flatMap(({ owner, members }) => [owner, ...members])
    const users = await seedAccounts(accounts, report)
    for (const company of demoCompanies) await seedCompany(company, users, report)
  }
}

/** Makes those of the users who are not there yet. */
export async function seedAccounts(
  accounts: readonly DemoAccount[],
  report: Report
): Promise<UserIds> {
  const passwords = chooseDemoPasswords({
    inProduction: app.inProduction,
    given: env.get('SEED_ADMIN_PASSWORD')?.release() || undefined,
  })
  const users = new Map<string, string>()
  for (const account of accounts) {
    const isSuperuser = account === superuser
    const password = isSuperuser ? passwords.admin : passwords.others
    const { id, isNew } = await seedAccount(account, password, isSuperuser)
    const who = `${isSuperuser ? 'Superuser' : 'User'} ${account.email}`
    const told = passwords.areSecret ? `, password ${password}` : ''
    report(isNew ? `${who} created${told}` : `${who} already exists`)
    users.set(account.email, id)
  }
  return users
}

async function seedAccount(account: DemoAccount, password: string, isSuperuser: boolean) {
  const { email, username, firstName, lastName } = account
  const known = await UnitOfWork.run(asSystem, () => User.findByEmail(email), { readOnly: true })
  if (known) return { id: known.id, isNew: false }

  const hashed = await User.hashPassword(password)
  return UnitOfWork.run(asSystem, async (unit) => {
    await waitForOthers(unit)
    const faster = await User.findByEmail(email)
    if (faster) return { id: faster.id, isNew: false }
    const user = await User.create({
      email,
      username,
      firstName,
      lastName,
      password: hashed,
      isSuperuser,
      isVerified: true,
    })
    return { id: user.id, isNew: true }
  })
}

async function seedCompany(company: DemoCompany, users: UserIds, report: Report) {
  const { name } = company.details
  const { id, ownerId } = await seedOrganization(company, users, report)
  await UnitOfWork.run(forOrganization(id), async (unit) => {
    await waitForOthers(unit)
    unit.setActor(ownerId)
    await seedGroup(report, `Members of ${name}`, company.members, (member) =>
      seedMember(unit, member, idOf(users, member.email))
    )
    await seedGroup(report, `Employees of ${name}`, company.employees, (employee) =>
      seedEmployee(employee, employee.login ? idOf(users, employee.login) : null)
    )
    await seedGroup(report, `Customers of ${name}`, company.customers, seedCustomer)
    await seedGroup(report, `Leads of ${name}`, company.leads, seedLead)
    await seedGroup(report, `Deals of ${name}`, company.deals, seedDeal)
    await seedGroup(report, `Vendors of ${name}`, company.vendors, seedVendor)
    await seedGroup(report, `People of ${name}`, company.people, seedPerson)
    await seedPlugins(report, name)
  })
}

/** Makes the organization, unless it is there. */
export async function seedOrganization(company: FoundedCompany, users: UserIds, report: Report) {
  const ownerId = idOf(users, company.owner.email)
  const { id, isNew } = await UnitOfWork.run(asSystem, (unit) => found(unit, company, ownerId))
  report(`Organization ${company.details.name} ${isNew ? 'created' : 'already exists'}`)
  return { id, ownerId }
}

/** What plugins add to the demonstration. */
async function seedPlugins(report: Report, name: string) {
  const here = await currentPlugins()
  for (const plugin of here.plugins) {
    if (!plugin.demo) continue
    const created = await plugin.demo(contextOf(here, plugin))
    const became = created > 0 ? `${created} created` : 'already exist'
    report(`Records of ${plugin.id} in ${name}: ${became}`)
  }
}

async function found(unit: UnitOfWork, { details, slug }: FoundedCompany, ownerId: string) {
  await waitForOthers(unit)
  const known = await Organization.findBy('slug', slug)
  if (known) return { id: known.id, isNew: false }
  const organization = await Organization.found(details, await User.findOrFail(ownerId))
  return { id: organization.id, isNew: true }
}

/** @param seed answers whether it had to make the entry */
async function seedGroup<Entry>(
  report: Report,
  name: string,
  entries: readonly Entry[],
  seed: (entry: Entry) => Promise<boolean>
) {
  let created = 0
  for (const entry of entries) {
    if (await seed(entry)) created += 1
  }
  const present = entries.length - created
  if (created > 0) report(`${name}: ${created} created`)
  if (present > 0) report(`${name}: ${present} already exist`)
}

async function seedMember(unit: UnitOfWork, { role: key }: DemoMember, userId: string) {
  if (await Membership.findBy({ userId })) return false

  await Membership.create({ userId, role: 'member', isActive: true })
  const role = await Role.findByOrFail('systemKey', key)
  await unit.query(
    'INSERT INTO user_roles (organization_id, id, user_id, role_id) VALUES ($1, $2, $3, $4)',
    [unit.organizationId, uuidv7(), userId, role.id]
  )
  return true
}

async function seedEmployee(
  { manager, login: _, ...employee }: DemoEmployee,
  userId: string | null
) {
  if (await Employee.findBy('code', employee.code)) return false

  const superior = await employeeOf(manager)
  await Employee.create({
    ...employee,
    managerId: superior?.id ?? null,
    userId,
  })
  return true
}

async function seedCustomer({ assignedTo, ...customer }: DemoCustomer) {
  if (await Customer.findBy('code', customer.code)) return false

  const assignee = await employeeOf(assignedTo)
  await Customer.create({ ...customer, assignedToId: assignee?.id ?? null })
  return true
}

async function seedLead({ assignedTo, ...lead }: DemoLead) {
  if (await Lead.findBy('code', lead.code)) return false

  const assignee = await employeeOf(assignedTo)
  await Lead.create({ ...lead, assignedToId: assignee?.id ?? null })
  return true
}

async function seedVendor({ assignedEmployee, ...vendor }: DemoVendor) {
  if (await Vendor.findBy('code', vendor.code)) return false

  const employee = await employeeOf(assignedEmployee)
  await Vendor.create({ ...vendor, assignedEmployeeId: employee?.id ?? null })
  return true
}

async function seedPerson({ reportsTo, customer, deal, ...person }: DemoPerson) {
  if (await Person.findBy('code', person.code)) return false

  const superior = reportsTo ? await Person.findByOrFail('code', reportsTo) : null
  const { id: employer } = await Customer.findByOrFail('code', customer)
  const made = new Person().merge({ ...person, reportsToId: superior?.id ?? null })
  made.primary_customer_id = employer
  await made.save()
  if (deal) {
    const { id } = await Deal.findByOrFail('code', deal.code)
    const ends = [
      { type: 'deals', id },
      { type: 'people', id: made.id },
    ] as const
    await associateRecords(...ends, { labels: [deal.label] })
  }
  return true
}

async function seedDeal({
  stage: stageName,
  customer: code,
  assignedTo,
  closesIn,
  ...deal
}: DemoDeal) {
  if (await Deal.findBy('code', deal.code)) return false

  const pipeline = await Pipeline.findByOrFail('isDefault', true)
  const stage = await PipelineStage.query()
    .where({ pipelineId: pipeline.id, name: stageName })
    .whereNull('deleted_at')
    .first()
  const customer = await Customer.query().where('code', code).whereNull('deleted_at').first()
  const assignee = await employeeOf(assignedTo)
  await Deal.create({
    ...deal,
    ...(stage && { stageId: stage.id }),
    customerId: customer?.id ?? null,
    assignedToId: assignee?.id ?? null,
    expectedCloseDate: DateTime.utc().plus({ days: closesIn }),
  })
  return true
}

/** The employee of this code, if they are active. */
function employeeOf(code: string | undefined) {
  return code
    ? Employee.query()
        .where('code', code)
        .whereNull('deleted_at')
        .whereNot('status', 'terminated')
        .first()
    : null
}

function idOf(users: UserIds, email: string): string {
  const id = users.get(email)
  if (id === undefined) throw new Error(`The demonstration has no user ${email}`)
  return id
}

async function waitForOthers(unit: UnitOfWork): Promise<void> {
  await unit.query('SELECT pg_advisory_xact_lock($1)', [SEEDING])
}
