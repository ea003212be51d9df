import testUtils from '@adonisjs/core/services/test_utils'
import vine, { VineValidator } from '@vinejs/vine'
import { test } from '@japa/runner'
import { Problem } from '#core/http/exceptions/problem'
import { strictObject, transform } from '#core/resources/validation/strict_object'

const schema = () => vine.object({ name: vine.string(), color: vine.string().optional() })

const refusalOf = async (validation: Promise<unknown>) => {
  const error: unknown = await validation.then(
    () => null,
    (thrown: unknown) => thrown
  )
  if (error instanceof Problem) return error
  throw new Error('It was not refused')
}

test.group('Validation | strict validator', () => {
  test('is a validator of Vine that throws what the client is answered', async ({ assert }) => {
    const validator = strictObject(schema(), ['organization'])
    assert.instanceOf(validator, VineValidator)
    const problem = await refusalOf(validator.validate({ name: 1, colour: 'red' }))
    assert.equal(problem.code, 'validation_failed')
    assert.deepEqual(problem.extra.accepted, ['name', 'color', 'organization'])
    assert.sameMembers(problem.errors?.map(({ field }) => field) ?? [], ['colour', 'name'])
  })

  test('refuses a hidden field as one that does not exist, whatever it holds', async ({
    assert,
  }) => {
    const meta = { hidden: new Set(['color']) }
    const problem = await refusalOf(
      strictObject(schema()).validate({ name: 'Ann', color: 1 }, { meta })
    )
    assert.deepEqual(
      problem.errors?.map(({ field, rule }) => ({ field, rule })),
      [{ field: 'color', rule: 'unknown' }]
    )
    assert.deepEqual(problem.extra.accepted, ['name'])
  })

  test('works on its output when it is transformed, and describes itself as before', async ({
    assert,
  }) => {
    const plain = strictObject(schema())
    const upper = transform(plain, ({ name }) => name.toUpperCase())
    assert.equal(await upper.validate({ name: 'ann' }), 'ANN')
    assert.deepEqual(upper.describe(), plain.describe())
  })

  test('reads the body alone in a controller, unless something else is given', async ({
    assert,
  }) => {
    const { request } = await testUtils.createHttpContext()
    request.updateQs({ name: 'of the query' })
    request.updateBody({ name: 'of the body' })
    const validator = strictObject(schema())
    assert.deepEqual(await request.validateUsing(validator), { name: 'of the body' })
    const data = request.qs()
    assert.deepEqual(await request.validateUsing(validator, { data }), { name: 'of the query' })
  })
})
