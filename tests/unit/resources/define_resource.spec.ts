import { test } from '@japa/runner'
import { answerSchema } from '#core/resources/answer_schema'
import { type ResourceDefinition, defineResource } from '#core/resources/define_resource'
import {
  choice,
  decimal,
  displayOf,
  embedded,
  integer,
  organizationId,
  text,
  uuid,
  version,
} from '#core/resources/fields'
import { optionalInteger, optionalText, requiredText } from '#core/resources/validation/fields'

const OWNER = { id: uuid({ nullable: false }), name: text() }

const definition: ResourceDefinition = {
  name: 'boats',
  singular: 'boat',
  linksUser: 'owner_id',
  relations: { owner: { table: 'users', key: 'owner_id', global: true } },
  fields: {
    id: uuid({ nullable: false, in: ['list', 'detail', 'export'] }),
    organization: organizationId(),
    owner: embedded('owner', OWNER, { key: 'owner_id', writable: true }),
    owner_name: text({ sql: 'owner.name', relations: ['owner'], in: ['list'], search: true }),
    name: text({
      nullable: false,
      rule: { create: requiredText(20), update: optionalText(20) },
      in: 'everywhere',
    }),
    kind: choice(['sail', 'motor'], { writable: true, groupBy: 2, in: 'everywhere' }),
    kind_display: displayOf('kind'),
    harbor: text({ nullable: false, groupBy: 1, in: [] }),
    seats: integer({ rule: { create: optionalInteger(1, 9) } }),
    price: decimal({ permission: 'boats:read-price' }),
    version: version(),
  },
}

const boats = defineResource(definition)

async function refusalOf(
  read: Promise<unknown>
): Promise<readonly { field: string; rule: string }[]> {
  return read.then(
    () => [],
    ({ errors }: { errors: readonly { field: string; rule: string }[] }) => errors
  )
}

test.group('A resource whose fields are declared once', () => {
  test('shows them where they say, in the order in which they are declared', ({ assert }) => {
    assert.deepEqual(boats.list, ['id', 'owner_id', 'owner_name', 'name', 'kind'])
    assert.deepEqual(boats.detail, [
      ...['id', 'organization', 'owner_id', 'owner', 'name', 'kind', 'kind_display', 'seats'],
      ...['price', 'version'],
    ])
    assert.deepEqual(boats.export, ['id', 'name', 'kind', 'seats', 'price'])
    assert.deepEqual(boats.page, { columns: ['name', 'kind'], search: ['owner_name'] })
  })

  test('groups by them in the order of their places', ({ assert }) => {
    assert.deepEqual(boats.groupBy, ['harbor', 'kind'])
    const { kind, ...fields } = definition.fields
    const wrong = { ...fields, kind: choice(['sail'], { groupBy: 3 }) }
    assert.throws(
      () => defineResource({ ...definition, fields: wrong }),
      'boats must be grouped by fields of the places 1 to 2'
    )
  })

  test('writes those that have a rule, related ones under their key', async ({ assert }) => {
    const writes = await boats.writes?.()
    assert.deepEqual(Object.keys(writes?.create.describe?.().properties ?? {}), [
      ...['name', 'kind', 'seats'],
      'owner_id',
    ])
    assert.deepEqual(Object.keys(writes?.update.describe?.().properties ?? {}), [
      ...['name', 'kind'],
      'owner_id',
    ])
    const input = { name: 'Ark', kind: 'sail', seats: 2, owner_id: null, organization: 'acme' }
    const { organization, ...read } = input
    assert.deepEqual(await writes?.create.validate(input), read)
  })

  test('refuses what no rule names, and what does not fit its rule', async ({ assert }) => {
    const writes = await boats.writes?.()
    const body = { kind: 'oar', harbor: 'Kiel', seats: 1, organization: 'acme' }
    const refused = await refusalOf(Promise.resolve(writes?.create.validate(body)))
    assert.sameMembers(
      refused.map(({ field, rule }) => `${field}: ${rule}`),
      ['harbor: unknown', 'name: required', 'kind: enum']
    )
    const changed = await refusalOf(Promise.resolve(writes?.update.validate(body)))
    assert.includeMembers(
      changed.map(({ field, rule }) => `${field}: ${rule}`),
      ['seats: unknown', 'organization: unknown']
    )
  })

  test('hands what the rules let pass to its refinement', async ({ assert }) => {
    const refined = defineResource({
      ...definition,
      refine: { create: (input) => ({ ...input, harbor: 'Kiel' }) },
    })
    const writes = await refined.writes?.()
    assert.deepEqual(await writes?.create.validate({ name: 'Ark' }), {
      name: 'Ark',
      harbor: 'Kiel',
    })
    assert.deepEqual(await writes?.update.validate({ name: 'Ark' }), { name: 'Ark' })
  })

  test('compiles its validators once', async ({ assert }) => {
    assert.strictEqual(await boats.writes?.(), await boats.writes?.())
  })

  test('is read-only when no field has a rule', ({ assert }) => {
    const fields = { id: uuid(), version: version() }
    assert.isUndefined(defineResource({ name: 'rocks', singular: 'rock', fields }).writes)
  })

  test('asks for the rule of a type whose limits nobody can guess', ({ assert }) => {
    assert.throws(() => decimal({ writable: true }), /type decimal needs a "rule"/)
  })

  test('describes its answers', ({ assert }) => {
    const { properties, required } = answerSchema(boats, 'list').toJSONSchema()
    assert.deepEqual(required, ['id', 'owner_id', 'owner_name', 'name', 'kind'])
    assert.deepEqual(properties?.kind, { type: 'string', enum: ['sail', 'motor'] })
    assert.deepEqual(properties?.owner_name, { type: ['string', 'null'] })
    assert.deepInclude(properties?.price, { type: ['string', 'null'] })
    const whole = answerSchema(boats, 'detail').toJSONSchema()
    assert.notInclude(whole.required, 'price', 'it takes a permission of its own')
    assert.deepEqual(whole.properties?.owner, {
      type: ['object', 'null'],
      properties: {
        id: { type: 'string', format: 'uuid' },
        name: { type: ['string', 'null'] },
      },
      required: ['id', 'name'],
    })
  })
})
