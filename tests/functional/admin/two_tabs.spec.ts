import { test } from '@japa/runner'
import { UnitOfWork, forOrganization, asSystem } from '#core/database/unit_of_work'
import { makeRole } from '#tests/support/access'
import { makeCustomer } from '#tests/support/customers'
import { FilledForm } from '#tests/support/forms'
import { type Company, hire, makeCompany, makePersona } from '#tests/support/personas'
import { turnOn } from '#tests/support/plugins'
import { type Visitor, enter, makeSuperuser } from '#tests/support/visitor'

const homeOf = ({ slug }: Company) => `/admin/organizations/${slug}`

/** A form as a user has it open. */
interface Tab {
  readonly visitor: Visitor
  readonly from: string
  readonly to: string
  readonly form: FilledForm
}

async function open(visitor: Visitor, from: string, to = from): Promise<Tab> {
  return { visitor, from, to, form: FilledForm.on((await visitor.get(from)).html, to) }
}

/** Sends an open form after some changes. @returns the page that it leads to */
async function save({ visitor, from, to, form }: Tab, changes: Record<string, string> = {}) {
  const answer = await visitor.post(to, form.with(changes).body, from)
  const { html } = answer.location === null ? answer : await visitor.follow(answer)
  return { html, status: answer.status, location: answer.location }
}

const again = (tab: Tab, html: string): Tab => ({ ...tab, form: FilledForm.on(html, tab.to) })

const rowOf = async ({ id }: Company, table: string, record: string) => {
  const { rows } = await UnitOfWork.run(forOrganization(id), (unit) =>
    unit.query(`SELECT * FROM ${table} WHERE id = $1`, [record])
  )
  return rows[0] ?? {}
}

test.group('Admin | two tabs on one form', (group) => {
  let acme: Company
  let sue: Visitor
  let pat: Visitor

  group.each.setup(async () => {
    acme = await makeCompany()
    sue = await enter(await makeSuperuser('Sue'))
    pat = await enter(await makeSuperuser('Pat'))
  })

  test('of a record: what others changed is told with who did it, and never written over unsaid', async ({
    assert,
  }) => {
    const id = await makeCustomer(acme, { name: 'Coyote', notes: 'one\ntwo' })
    const page = `${homeOf(acme)}/customers/${id}`
    const [first, second] = [
      await open(sue, `${page}/edit`, page),
      await open(pat, `${page}/edit`, page),
    ]
    await save(first, { state: 'S1' })

    const told = await save(second, { city: 'Tucson' })

    assert.equal(told.location, `${page}/edit`)
    assert.include(told.html, 'The record has changed since you read it.')
    assert.include(told.html, 'Changed since you opened this form')
    assert.match(
      told.html,
      /State<\/span>\s*<del dir="auto">empty<\/del>[\s\S]*?<ins dir="auto">S1<\/ins>\s*<span class="muted" dir="auto">by a user outside the organization/
    )
    assert.containSubset(await rowOf(acme, 'customers', id), { state: 'S1', city: null })
    const retry = again(second, told.html)
    assert.deepEqual([retry.form.get('state'), retry.form.get('city')], ['S1', 'Tucson'])
    await save(retry)
    assert.containSubset(await rowOf(acme, 'customers', id), {
      state: 'S1',
      city: 'Tucson',
      notes: 'one\ntwo',
    })
  })

  test('of a record: a field that both changed asks for a choice, and takes it', async ({
    assert,
  }) => {
    const id = await makeCustomer(acme, { name: 'Coyote' })
    const page = `${homeOf(acme)}/customers/${id}`
    const [first, second] = [
      await open(sue, `${page}/edit`, page),
      await open(pat, `${page}/edit`, page),
    ]
    await save(first, { city: 'Phoenix', industry: 'Traps' })
    const told = await save(second, { city: 'Tucson' })
    const retry = again(second, told.html)

    const unsaid = await save(retry)

    assert.include(unsaid.html, 'choose which value to keep')
    assert.equal((await rowOf(acme, 'customers', id)).city, 'Phoenix')
    const chosen = again(second, unsaid.html)
    assert.equal(chosen.form.get('city'), 'Tucson')
    assert.equal(chosen.form.get('_contested[]'), 'city')
    await save(chosen, { '_choice.city': 'theirs', 'rating': '4' })
    assert.containSubset(await rowOf(acme, 'customers', id), { city: 'Phoenix', rating: '4.00' })

    const third = await open(pat, `${page}/edit`, page)
    await save(await open(sue, `${page}/edit`, page), { city: 'Flagstaff' })
    const retold = again(third, (await save(third, { city: 'Yuma' })).html)
    await save(retold, { '_choice.city': 'mine' })
    assert.containSubset(await rowOf(acme, 'customers', id), { city: 'Yuma', industry: 'Traps' })
  })

  test('of a record that is gone: the page says so, and shows what was typed', async ({
    assert,
  }) => {
    const id = await makeCustomer(acme, { name: 'Coyote' })
    const page = `${homeOf(acme)}/customers/${id}`
    const tab = await open(pat, `${page}/edit`, page)
    await sue.send(page, `${page}/deletion`)

    const { html, status } = await save(tab, { notes: 'Typed for an hour' })

    assert.equal(status, 404)
    assert.include(html, 'What you had changed, which is not saved')
    assert.include(html, 'Typed for an hour')
  })

  test('of a user: the first change stays', async ({ assert }) => {
    const dana = await makePersona('Dana')
    const page = `/admin/users/${dana.userId}`
    const [first, second] = [
      await open(sue, `${page}/edit`, page),
      await open(pat, `${page}/edit`, page),
    ]
    await save(first, { phone: '+4312345' })

    const told = await save(second, { first_name: 'Diana' })

    assert.match(
      told.html,
      /Phone<\/span>[\s\S]*?<ins dir="auto">\+4312345<\/ins>\s*<span class="muted" dir="auto">by Sue Test/
    )
    await save(again(second, told.html))
    const { rows } = await UnitOfWork.run(asSystem, (unit) =>
      unit.query('SELECT phone, first_name FROM users WHERE id = $1', [dana.userId])
    )
    assert.deepEqual(rows, [{ phone: '+4312345', first_name: 'Diana' }])
  })

  test('of an organization: the first change stays', async ({ assert }) => {
    const home = homeOf(acme)
    const [first, second] = [
      await open(sue, `${home}/edit`, home),
      await open(pat, `${home}/edit`, home),
    ]
    await save(first, { industry: 'Rockets' })

    const told = await save(second, { phone: '+4312345' })

    assert.include(told.html, '<ins dir="auto">Rockets</ins>')
    await save(again(second, told.html))
    assert.containSubset(await rowOf(acme, 'organizations', acme.id), {
      industry: 'Rockets',
      phone: '+4312345',
    })
  })

  test('of a role: grants that others gave stay, and one that both changed is chosen', async ({
    client,
    assert,
  }) => {
    const role = await makeRole(client, acme.owner, { permissions: ['customers:read'] })
    const page = `${homeOf(acme)}/permission-matrix/${role}`
    const grants = async () => {
      const { rows } = await UnitOfWork.run(forOrganization(acme.id), (unit) =>
        unit.query<{ grant: string }>(
          `SELECT permission || '/' || reach AS grant FROM role_permissions
           WHERE role_id = $1 ORDER BY 1`,
          [role]
        )
      )
      return rows.map(({ grant }) => grant)
    }
    const [first, second] = [await open(sue, page), await open(pat, page)]
    await save(first, { 'grants[leads:read]': 'all', 'grants[deals:read]': 'own' })

    const told = await save(second, { 'grants[deals:read]': 'all', 'description': 'Late' })

    assert.include(told.html, 'leads:read')
    const retry = again(second, told.html)
    assert.equal(retry.form.get('grants[leads:read]'), 'all')
    assert.include((await save(retry)).html, 'choose which value to keep')
    await save(retry, { '_choice.grants.deals:read': 'mine' })
    assert.deepEqual(await grants(), ['customers:read/all', 'deals:read/all', 'leads:read/all'])
    assert.equal((await rowOf(acme, 'roles', role)).description, 'Late')
  })

  test('of a membership: the place that another gave stays', async ({ assert }) => {
    const member = await hire(acme)
    const page = `${homeOf(acme)}/members/${member.membershipId}`
    const [first, second] = [await open(sue, page), await open(pat, page)]
    await save(first, { role: 'admin' })

    const told = await save(second, { is_active: 'false' })

    assert.match(told.html, /Place<\/span>|Role<\/span>/)
    await save(again(second, told.html))
    assert.containSubset(await rowOf(acme, 'user_organizations', member.membershipId), {
      role: 'admin',
      is_active: false,
    })
  })

  test('of the settings of a plugin: the setting that another made stays', async ({
    client,
    assert,
  }) => {
    await turnOn(acme, 'loyalty')
    const page = `${homeOf(acme)}/plugins/loyalty`
    const settings = async () =>
      (await client.get('/api/plugins/loyalty/').bearerToken(acme.owner.token)).body().settings
    const names = Object.entries(await settings()).flatMap(([name, value]) =>
      typeof value === 'number' ? [name] : []
    )
    const [one = '', other = ''] = names
    const [first, second] = [await open(sue, page), await open(pat, page)]
    await save(first, { [one]: '7' })

    const told = await save(second, { [other]: '3' })

    assert.include(told.html, '<ins dir="auto">7</ins>')
    await save(again(second, told.html))
    assert.containSubset(await settings(), { [one]: 7, [other]: 3 })
  })

  test('of a pipeline: the name that another gave stays', async ({ client, assert }) => {
    const { results } = (await client.get('/api/pipelines/').bearerToken(acme.owner.token)).body()
    const id = String(results[0].id)
    const page = `${homeOf(acme)}/pipelines/${id}`
    const [first, second] = [
      await open(sue, `${page}/edit`, page),
      await open(pat, `${page}/edit`, page),
    ]
    await save(first, { name: 'Renamed' })

    const told = await save(second, { description: 'Late' })

    assert.include(told.html, '<ins dir="auto">Renamed</ins>')
    await save(again(second, told.html))
    assert.containSubset(await rowOf(acme, 'pipelines', id), { name: 'Renamed' })
  })
})
