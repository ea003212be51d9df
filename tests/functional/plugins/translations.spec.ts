import { test } from '@japa/runner'
import loyalty from '#plugins/loyalty/index'
import { contextOf, currentPlugins } from '#core/plugins/plugin_set'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'
import { type Company, makeCompany } from '#tests/support/personas'

const POINTS = 'There are only {points} points to take.'

/** What loyalty says in an organization. */
const said = ({ id }: Company, english: string, values?: Record<string, number>) =>
  UnitOfWork.run(forOrganization(id), async () =>
    contextOf(await currentPlugins(), loyalty).translate(english, values)
  )

test.group('Plugins | what they say in the language of the organization', () => {
  test('is what their folder lang has, in English what that does not have', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    assert.equal(await said(acme, POINTS, { points: 3 }), 'There are only 3 points to take.')

    await client
      .patch(`/api/organizations/${acme.id}/`)
      .bearerToken(acme.owner.token)
      .json({ locale: 'de-AT' })

    assert.equal(await said(acme, POINTS, { points: 3 }), 'Es sind nur 3 Punkte da.')
    assert.equal(await said(acme, 'Not known: {points}', { points: 3 }), 'Not known: 3')
    assert.equal(await said(await makeCompany('Globex'), 'Give points'), 'Give points')
  })
})
