import { readdir } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import type { LucidModel } from '@adonisjs/lucid/types/model'
import { test } from '@japa/runner'
import { DealFactory } from '#plugins/deals/factories/deal_factory'
import { EmployeeFactory } from '#plugins/employees/factories/employee_factory'
import type Deal from '#plugins/deals/models/deal'
import Pipeline from '#plugins/deals/models/pipeline'
import Employee from '#plugins/employees/models/employee'
import Invitation from '#plugins/access/models/invitation'
import Role from '#plugins/access/models/role'
import { UnitOfWork, forOrganization, asSystem } from '#core/database/unit_of_work'
import { type Company, makeCompany } from '#tests/support/personas'

/*
 * Row-level security lets `crm_system` see every row, so that what holds here
 * is held by the first fence alone.
 */
const throughFirstFenceOnly = ({ id }: Company) => ({ ...asSystem, organizationId: id })

test.group('Tenancy | relations', (group) => {
  let acme: Company
  let globex: Company
  let deal: Deal
  let leader: Employee
  let invitation: Invitation

  group.each.setup(async () => {
    acme = await makeCompany('Acme')
    globex = await makeCompany('Globex')
    await UnitOfWork.run(forOrganization(acme.id), async () => {
      deal = await DealFactory.with('customer').create()
      leader = await EmployeeFactory.with('reports').create()
      const roles = await Role.query().whereIn('slug', ['sales', 'support'])
      invitation = await Invitation.invite({ email: 'ann@example.com', role: 'member' }, roles)
    })
  })

  test('finds what belongs to a record in its organization', async ({ assert }) => {
    await UnitOfWork.run(throughFirstFenceOnly(acme), async () => {
      const customer = await deal.related('customer').query().firstOrFail()
      assert.equal(customer.id, deal.customerId)
      assert.lengthOf(await leader.related('reports').query(), 1)
      assert.lengthOf(await invitation.related('roles').query(), 2)
      assert.lengthOf(await invitation.related('roles').pivotQuery(), 2)
    })
  })

  test('finds nothing of another organization through any kind of relation', async ({ assert }) => {
    await UnitOfWork.run(throughFirstFenceOnly(globex), async () => {
      assert.isNull(await deal.related('customer').query().first())
      assert.isEmpty(await leader.related('reports').query())
      assert.isEmpty(await invitation.related('roles').query())
      assert.isEmpty(await invitation.related('roles').pivotQuery())
    })
  })

  test('loads nothing of another organization together with a record', async ({ assert }) => {
    await UnitOfWork.run(throughFirstFenceOnly(globex), async () => {
      await deal.load('customer')
      await leader.load('reports')
      await invitation.load('roles')
    })
    assert.notExists(deal.customer)
    assert.isEmpty(leader.reports)
    assert.isEmpty(invitation.roles)
  })

  test('compares with nothing of another organization', async ({ assert }) => {
    const leaders = (company: Company) =>
      UnitOfWork.run(throughFirstFenceOnly(company), () =>
        Employee.query().whereHas('reports', () => {})
      )
    assert.lengthOf(await leaders(acme), 1)
    assert.isEmpty(await leaders(globex))
  })

  test('changes and removes nothing of another organization', async ({ assert }) => {
    await UnitOfWork.run(throughFirstFenceOnly(globex), async () => {
      await leader.related('reports').query().update({ managerId: null })
      await invitation.related('roles').detach()
    })
    await UnitOfWork.run(forOrganization(acme.id), async () => {
      assert.lengthOf(await leader.related('reports').query(), 1)
      assert.lengthOf(await invitation.related('roles').query(), 2)
    })
  })

  test('gives every relation between records of an organization its predicate', async ({
    assert,
  }) => {
    const related: string[] = []
    await UnitOfWork.run(throughFirstFenceOnly(acme), async ({ client }) => {
      for (const model of await models()) {
        for (const [name, relation] of model.$relationsDefinitions) {
          relation.boot()
          if (!relation.relatedModel().$hasColumn('organizationId')) continue
          const { sql } = relation.eagerQuery([], client).toSQL()
          related.push(`${model.name}.${name}`)
          assert.match(sql, /organization_id" = \?/, `${model.name}.${name}`)
        }
      }
    })
    assert.includeMembers(related, ['Deal.customer', 'Pipeline.stages', 'Invitation.roles'])
    assert.isAbove(Pipeline.$relationsDefinitions.size, 0)
  })
})

/** Every model of the application. */
async function models(): Promise<LucidModel[]> {
  const files = await readdir(app.makePath('app'), { recursive: true })
  const found = await Promise.all(
    files
      .filter((file) => /(^|\/)models\/\w+\.ts$/.test(file))
      .map((file): Promise<{ default?: unknown }> => import(`#app/${file.replace(/\.ts$/, '')}`))
  )
  return found.flatMap(({ default: model }) => (isModel(model) ? [model] : []))
}

function isModel(value: unknown): value is LucidModel {
  return typeof value === 'function' && '$relationsDefinitions' in value
}
