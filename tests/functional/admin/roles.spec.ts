import { test } from '@japa/runner'
import OrganizationPlugin from '#core/plugins/models/organization_plugin'
import { installedPlugin } from '#core/plugins/installed'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'
import { makeRole } from '#tests/support/access'
import { type Company, makeCompany } from '#tests/support/personas'
import { turnOn } from '#tests/support/plugins'
import { enter, makeSuperuser } from '#tests/support/visitor'

const matrixOf = ({ slug }: Company) => `/admin/organizations/${slug}/permission-matrix`

async function grantsOf({ id }: Company, roleId: string): Promise<string[]> {
  const { rows } = await UnitOfWork.run(forOrganization(id), (unit) =>
    unit.query<{ grant: string }>(
      `SELECT permission || '/' || reach AS grant FROM role_permissions
       WHERE role_id = $1 ORDER BY 1`,
      [roleId]
    )
  )
  return rows.map(({ grant }) => grant)
}

test.group('Admin | roles', () => {
  test('are made in the matrix, also after another one, and granted there', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const visitor = await enter()
    const matrix = matrixOf(acme)

    const answer = await visitor.send(`${matrix}/new`, matrix, {
      'name': 'Night shift',
      'grants[customers:read]': 'own',
      'grants[leads:read]': 'all',
      'grants[deals:read]': '',
    })

    const page = await visitor.follow(answer)
    assert.include(page.html, 'Night shift is a role now.')
    assert.include(page.html, '<span class="badge badge-info">own</span>')
    const roles = await client.get('/api/roles/').bearerToken(acme.owner.token)
    const role = roles.body().results.find(({ name }: { name: string }) => name === 'Night shift')
    assert.deepEqual(await grantsOf(acme, role.id), ['customers:read/own', 'leads:read/all'])
    const copy = await visitor.get(`${matrix}/new?like=${role.id}`)
    assert.match(copy.html, /name="grants\[customers:read\]" value="own" checked/)
  })

  test('are changed as a whole, and the log of the organization tells it', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const role = await makeRole(client, acme.owner, { permissions: ['customers:read'] })
    const sue = await makeSuperuser()
    const visitor = await enter(sue)
    const page = `${matrixOf(acme)}/${role}`

    const answer = await visitor.send(page, page, {
      'version': '1',
      'name': 'Day shift',
      'grants[customers:read]': '',
      'grants[customers:update]': 'own',
    })

    assert.include((await visitor.follow(answer)).html, 'Day shift is saved.')
    assert.deepEqual(await grantsOf(acme, role), ['customers:update/own'])
    const { rows } = await UnitOfWork.run(forOrganization(acme.id), (unit) =>
      unit.query(
        `SELECT action FROM audit_events WHERE actor_id = $1 AND resource = 'roles' ORDER BY id`,
        [sue.userId]
      )
    )
    assert.sameMembers(
      rows.map(({ action }) => action),
      ['roles:revoke', 'roles:grant', 'roles:update']
    )
  })

  test('keep what they grant of plugins that are off', async ({ client, assert }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'loyalty')
    const role = await makeRole(client, acme.owner, { permissions: ['loyalty-entries:read'] })
    await UnitOfWork.run(forOrganization(acme.id), async () => {
      const loyalty = installedPlugin('loyalty')
      if (loyalty) await (await OrganizationPlugin.about(loyalty)).disable(loyalty)
    })
    const visitor = await enter()
    const page = `${matrixOf(acme)}/${role}`

    assert.notInclude((await visitor.get(page)).html, 'loyalty-entries')
    await visitor.send(page, page, {
      'version': '1',
      'name': 'Fans',
      'grants[customers:read]': 'all',
    })

    assert.deepEqual(await grantsOf(acme, role), ['customers:read/all', 'loyalty-entries:read/all'])
  })

  test('are not changed by who has not seen them as they are, nor into what is none', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const role = await makeRole(client, acme.owner, { permissions: ['customers:read'] })
    const visitor = await enter()
    const page = `${matrixOf(acme)}/${role}`
    const refusal = async (form: Record<string, string>) =>
      (await visitor.follow(await visitor.send(page, page, { name: 'Late', ...form }))).html

    assert.include(await refusal({ version: '7' }), 'The record has changed since you read it.')
    assert.include(
      await refusal({ 'version': '1', 'grants[rockets:launch]': 'all' }),
      'There is no permission &quot;rockets:launch&quot;.'
    )
    const typed = await refusal({ 'version': '1', 'name': ' ', 'grants[leads:read]': 'own' })
    assert.match(typed, /name="grants\[leads:read\]" value="own" checked/)
    assert.deepEqual(await grantsOf(acme, role), ['customers:read/all'])
  })

  test('that are built in are looked at and copied, not changed', async ({ client, assert }) => {
    const acme = await makeCompany()
    const visitor = await enter()
    const { results } = (await client.get('/api/roles/').bearerToken(acme.owner.token)).body()
    const builtIn = results.find(({ slug }: { slug: string }) => slug === 'sales')
    const page = `${matrixOf(acme)}/${builtIn.id}`

    const refused = await visitor.send(matrixOf(acme), page, { version: '1', name: 'Mine' })

    assert.include((await visitor.follow(refused)).html, 'A built-in role cannot be changed.')
    assert.equal((await visitor.get(page)).status, 404)
    assert.include((await visitor.get(matrixOf(acme))).html, `/new?like=${builtIn.id}`)
  })

  test('go, with what they granted', async ({ client, assert }) => {
    const acme = await makeCompany()
    const role = await makeRole(client, acme.owner, { permissions: ['customers:read'] })
    const visitor = await enter()
    const page = `${matrixOf(acme)}/${role}`

    await visitor.send(page, `${page}/deletion`)

    assert.equal((await visitor.get(page)).status, 404)
    assert.deepEqual(await grantsOf(acme, role), [])
  })
})
