import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import { makeApiKey } from '#tests/support/api_keys'
import Organization from '#plugins/identity/models/organization'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { defaultPipeline, inDatabase } from '#tests/support/deals'
import { type Asked, csv, importFile, sendFile, showImport } from '#tests/support/imports'
import { forgetJobs, runJobs } from '#tests/support/jobs'
import { type Company, hire, hireWith, makeCompany } from '#tests/support/personas'
import { imports } from '#config/imports'

const PEOPLE = csv('name,mail', 'Ann,ann@example.com', 'Bob,bob@example.com')
const BY_MAIL: Asked = { mapping: { name: 'name', email: 'mail' }, match_by: 'email' }

test.group('Imports | store', (group) => {
  let acme: Company

  group.each.setup(async () => {
    await forgetJobs()
    acme = await makeCompany()
  })

  const customers = () =>
    inDatabase<{ name: string; email: string | null; version: number }>(
      acme,
      'SELECT name, email, version FROM customers WHERE deleted_at IS NULL ORDER BY created_at, id'
    )
  const errorsOf = async (response: Awaited<ReturnType<typeof sendFile>>) => {
    response.assertStatus(422)
    return response.body().errors.map(({ field, rule }: Record<string, string>) => [field, rule])
  }

  test('a file becomes records, and a second time changes what changed', async ({
    client,
    assert,
  }) => {
    const made = await sendFile(client, acme.owner, PEOPLE, BY_MAIL)
    made.assertStatus(201)
    made.assertHeader('location', `/api/imports/${made.body().id}/`)
    made.assertBodyContains({ status: 'queued', total: 2, processed: 0, progress: 0 })
    assert.lengthOf(await customers(), 0)
    await runJobs()

    const first = await showImport(client, acme.owner, made)
    assert.containsSubset(first, { status: 'completed', created: 2, progress: 100, errors: [] })
    const changed = csv(
      'name,mail',
      'Ann B,ANN@example.com',
      'Bob,bob@example.com',
      'Cid,c@d.example'
    )
    const second = await importFile(client, acme.owner, changed, BY_MAIL)
    assert.containsSubset(second, { created: 1, updated: 1, unchanged: 1, failed: 0 })
    assert.deepEqual(
      (await customers()).map(({ name, version }) => [name, version]),
      [
        ['Ann B', 2],
        ['Bob', 1],
        ['Cid', 1],
      ]
    )
  })

  test('lines of one key are worked in their order, also when the last says what was there', async ({
    client,
    assert,
  }) => {
    await importFile(client, acme.owner, csv('name,mail', 'Ann,ann@example.com'), BY_MAIL)
    const twice = csv(
      'name,mail',
      'Ann B,ann@example.com',
      'Ann,ann@example.com',
      'Ann,ann@example.com'
    )
    const done = await importFile(client, acme.owner, twice, BY_MAIL)
    assert.containsSubset(done, { updated: 2, unchanged: 1, failed: 0 })
    assert.deepEqual(
      (await customers()).map(({ name, version }) => [name, version]),
      [['Ann', 3]]
    )
  })

  test('what a line says is not derived over, also when it is what was there', async ({
    client,
    assert,
  }) => {
    const mapping = {
      title: 'title',
      probability: 'chance',
      stage_id: { column: 'stage', lookup: 'name' },
    }
    const asked = { resource: 'deals', mapping, match_by: 'title' }
    const file = (stage: string) => csv('title,chance,stage', `Licences,66,${stage}`)
    await importFile(client, acme.owner, file('Proposal'), asked)
    const done = await importFile(client, acme.owner, file('Negotiation'), asked)
    assert.containsSubset(done, { updated: 1, failed: 0 })
    const deals = await inDatabase<{ probability: string; name: string }>(
      acme,
      `SELECT d.probability, s.name FROM deals d JOIN pipeline_stages s ON s.id = d.stage_id`
    )
    assert.deepEqual(deals, [{ probability: '66.00', name: 'Negotiation' }])
  })

  test('the same pipeline again is no move, for those who may not move deals', async ({
    client,
    assert,
  }) => {
    const by = await hireWith(acme, [
      ...['deals:read', 'deals:create', 'deals:update', 'pipelines:read'],
      ...['imports:create', 'imports:read'],
    ])
    const { id: pipeline } = await defaultPipeline(client, acme.owner)
    const mapping = { title: 'title', priority: 'priority', pipeline_id: 'pipeline' }
    const asked = { resource: 'deals', mapping, match_by: 'title' }
    const file = (priority: string) =>
      csv('title,priority,pipeline', `Licences,${priority},${pipeline.toUpperCase()}`)
    await importFile(client, acme.owner, file('low'), asked)
    const done = await importFile(client, by, file('high'), asked)
    assert.containsSubset(done, { updated: 1, failed: 0 })
  })

  test('an import goes on once its organization is open again', async ({ client, assert }) => {
    const made = await sendFile(client, acme.owner, PEOPLE, BY_MAIL)
    const standing = (action: 'suspend' | 'resume') =>
      UnitOfWork.run(asSystem, async () => (await Organization.findOrFail(acme.id))[action]())
    await standing('suspend')
    await runJobs()
    await standing('resume')
    await runJobs()
    const done = await showImport(client, acme.owner, made)
    assert.containsSubset(done, { status: 'completed', created: 2 })
    assert.lengthOf(await customers(), 2)

    const next = await sendFile(client, acme.owner, csv('name', 'Cid'))
    await standing('suspend')
    await standing('resume')
    await runJobs()
    assert.containsSubset(await showImport(client, acme.owner, next), { created: 1, total: 1 })
    assert.lengthOf(await customers(), 3)
  })

  test('each record is its orderer’s, in the audit log under the request of the file', async ({
    client,
    assert,
  }) => {
    const seller = await hire(acme, { roles: ['sales'] })
    const response = await sendFile(client, seller, PEOPLE).header('x-request-id', 'the-file-0001')
    await runJobs()

    response.assertStatus(201)
    const events = await inDatabase(
      acme,
      `SELECT actor_id, request_id, action FROM audit_events WHERE resource = 'customers'`
    )
    const expected = {
      actor_id: seller.userId,
      request_id: response.header('x-request-id'),
      action: 'customers:create',
    }
    assert.deepEqual(events, [expected, expected])
    const own = await inDatabase(acme, 'SELECT created_by_id FROM customers')
    assert.deepEqual(own, [{ created_by_id: seller.userId }, { created_by_id: seller.userId }])
  })

  test('a dry run says what would happen, and writes nothing', async ({ client, assert }) => {
    const content = `${PEOPLE}\nCid,nonsense`
    const dry = await importFile(client, acme.owner, content, { ...BY_MAIL, dry_run: true })
    assert.containsSubset(dry, { status: 'completed', dry_run: true, created: 2, failed: 1 })
    assert.lengthOf(await customers(), 0)
    const traces = await inDatabase(
      acme,
      `SELECT FROM audit_events WHERE resource = 'customers'
       UNION ALL SELECT FROM code_counters WHERE resource = 'customers'`
    )
    assert.lengthOf(traces, 0)

    const real = await importFile(client, acme.owner, content, BY_MAIL)
    const told = ({ created, failed, errors }: Record<string, unknown>) => ({
      created,
      failed,
      errors,
    })
    assert.deepEqual(told(real), told(dry))
  })

  test('needs the permission to import, and those of what it makes and changes', async ({
    client,
  }) => {
    const anonymous = await client.post('/api/imports/')
    anonymous.assertStatus(401)
    const needs = async (grants: string[], asked: Asked, permission: string) => {
      const response = await sendFile(client, await hireWith(acme, grants), PEOPLE, asked)
      response.assertStatus(403)
      response.assertBodyContains({ code: 'permission_denied', permission })
    }
    await needs(['customers:create'], {}, 'imports:create')
    await needs(['imports:create'], {}, 'customers:create')
    await needs(['imports:create', 'customers:create'], BY_MAIL, 'customers:update')
    const lookup = { name: 'name', assigned_to_id: { column: 'mail', lookup: 'email' } }
    await needs(['imports:create', 'customers:create'], { mapping: lookup }, 'employees:read')
  })

  test('what a line does beyond that is refused for that line', async ({ client, assert }) => {
    const maker = await hireWith(acme, [
      'imports:create',
      'imports:read',
      'deals:create',
      'deals:update/own',
      'deals:read',
      'pipeline-stages:read',
    ])
    const mapping = { title: 'title', stage_id: { column: 'stage', lookup: 'name' } }
    const asked = { resource: 'deals', mapping, match_by: 'title' }
    await importFile(client, acme.owner, csv('title,stage', 'Theirs,Proposal'), asked)
    const content = csv('title,stage', 'Mine,Proposal', 'Won,Closed Won', 'Theirs,Qualification')
    const done = await importFile(client, maker, content, asked)

    assert.containsSubset(done, { created: 1, updated: 0, failed: 2 })
    assert.deepEqual(
      done.errors.map(({ line, rule }: Record<string, unknown>) => [line, rule]),
      [
        [3, 'permission_denied'],
        [4, 'permission_denied'],
      ]
    )
    const refusals = await inDatabase(
      acme,
      `SELECT action, details->>'import' AS import FROM audit_events WHERE outcome = 'refused'`
    )
    assert.deepEqual(refusals, [{ action: 'deals:update', import: done.id }])
  })

  test('ends when the user who ordered it may not go on', async ({ client, assert }) => {
    const seller = await hire(acme, { roles: ['sales'] })
    const made = await sendFile(client, seller, PEOPLE)
    await client
      .patch(`/api/user-organizations/${seller.membershipId}/`)
      .bearerToken(acme.owner.token)
      .json({ is_active: false })
    await client
      .post(`/api/user-organizations/${seller.membershipId}/deactivate/`)
      .bearerToken(acme.owner.token)
    await runJobs()

    const ended = await showImport(client, acme.owner, made)
    assert.containsSubset(ended, { status: 'failed', failure: { code: 'permission_denied' } })
    assert.lengthOf(await customers(), 0)
  })

  test('an API key imports within its role, until it is revoked', async ({ client, assert }) => {
    const key = await makeApiKey(client, acme.owner)
    const caller = { ...acme.owner, token: key.key }
    const done = await importFile(client, caller, PEOPLE)
    assert.containsSubset(done, { status: 'completed', created: 2 })
    const employees = await sendFile(client, caller, PEOPLE, {
      resource: 'employees',
      mapping: { full_name: 'name' },
    })
    employees.assertStatus(403)

    const pending = await sendFile(client, caller, PEOPLE)
    await client.post(`/api/api-keys/${key.id}/revoke/`).bearerToken(acme.owner.token)
    await runJobs()
    const ended = await showImport(client, acme.owner, pending)
    assert.containsSubset(ended, { status: 'failed', created: 0 })
  })

  test('what the form lacks, or has too much of, is refused', async ({ client, assert }) => {
    const post = () => client.post('/api/imports/').bearerToken(acme.owner.token)
    const json = await post().json({ resource: 'customers' })
    json.assertStatus(415)
    const none = await post().fields({ resource: 'customers', mapping: '{"name":"name"}' })
    assert.deepEqual(await errorsOf(none), [['file', 'required']])
    const unnamed = await post().fields({ resource: 'customers', colour: 'red' })
    assert.deepEqual(await errorsOf(unnamed), [['colour', 'unknown']])
    const two = await sendFile(client, acme.owner, PEOPLE).file('file', Buffer.from(PEOPLE), {
      filename: 'again.csv',
    })
    two.assertStatus(400)
    for (const resource of [
      'roles',
      'user-roles',
      'pipelines',
      'imports',
      'nothing',
      'loyalty-entries',
    ]) {
      const response = await sendFile(client, acme.owner, PEOPLE, { resource })
      assert.deepEqual(await errorsOf(response), [['resource', 'exists']], resource)
    }
  })

  test('a file that is no CSV in UTF-8 is refused with what is wrong with it', async ({
    client,
    assert,
  }) => {
    const refused = async (content: string | Buffer, rule: string, words: string) => {
      const response = await sendFile(client, acme.owner, content)
      assert.deepEqual(await errorsOf(response), [['file', rule]])
      assert.include(response.body().errors[0].message, words)
    }
    await refused('', 'empty', 'empty')
    await refused('name\n\n', 'empty', 'no lines')
    await refused(Buffer.from('name\nJ\xfcrgen', 'latin1'), 'encoding', 'UTF-8')
    await refused('PK\x03\x04 and so on', 'encoding', 'workbook')
    await refused('name\nAnn\nB\0b', 'text', 'Line 3')
    await refused('name\nAnn\n"Bob', 'csv', 'line 3')
    await refused('name\nAnn "B" Cee"\n', 'csv', 'Line 2')
    await refused('name,name\nAnn,Bob', 'columns', '"name"')
    await refused(',,\nAnn', 'columns', 'name columns')
    await refused(Array.from({ length: 201 }, (_, n) => `c${n}`).join() + '\n1', 'columns', '200')
  })

  test('a file has a size, and an organization a number of them', async ({ client, assert }) => {
    const large = Buffer.alloc(imports.maxBytes + 1, 'name\n')
    const response = await sendFile(client, acme.owner, large)
    response.assertStatus(413)
    response.assertBodyContains({ code: 'file_too_large' })

    for (let count = 0; count < imports.maxUnfinished; count += 1) {
      const queued = await sendFile(client, acme.owner, PEOPLE)
      queued.assertStatus(201)
    }
    const more = await sendFile(client, acme.owner, PEOPLE)
    more.assertStatus(409)
    more.assertBodyContains({ code: 'too_many_imports' })
    await runJobs()
    assert.lengthOf(await customers(), imports.maxUnfinished * 2)
  })

  test('is not there where the plugin is off, and ends where it is turned off', async ({
    client,
    assert,
  }) => {
    const made = await sendFile(client, acme.owner, PEOPLE)
    const turn = (enabled: boolean) =>
      client.patch('/api/plugins/imports/').bearerToken(acme.owner.token).json({ enabled })
    await turn(false)
    await runJobs()
    const off = await sendFile(client, acme.owner, PEOPLE)
    off.assertStatus(404)
    off.assertBodyContains({ code: 'plugin_disabled' })
    await turn(true)
    const ended = await showImport(client, acme.owner, made)
    assert.equal(ended.status, 'failed')
  })

  test('lists are of the organization, and own grants reach one’s own', async ({
    client,
    assert,
  }) => {
    const [mine, other] = [
      await hireWith(acme, ['imports:create', 'imports:read/own', 'customers:create']),
      await hire(acme, { roles: ['manager'] }),
    ]
    const theirs = await sendFile(client, acme.owner, PEOPLE)
    const own = await sendFile(client, mine, PEOPLE)
    const list = async (token: string) => {
      const response = await client.get('/api/imports/?ordering=created_at').bearerToken(token)
      response.assertStatus(200)
      return response.body().results.map(({ id }: { id: string }) => id)
    }
    assert.deepEqual(await list(mine.token), [own.body().id])
    assert.deepEqual(await list(other.token), [theirs.body().id, own.body().id])
    const globex = await makeCompany('Globex')
    assert.deepEqual(await list(globex.owner.token), [])
    const hidden = await client.get(`/api/imports/${theirs.body().id}/`).bearerToken(mine.token)
    hidden.assertStatus(404)
    const absent = await client.get(`/api/imports/${randomUUID()}/`).bearerToken(mine.token)
    absent.assertStatus(404)
    const filtered = await client
      .get('/api/imports/?status=queued&resource=customers&created[gte]=0')
      .bearerToken(acme.owner.token)
    assert.equal(filtered.body().count, 2)
  })
})
