import { test } from '@japa/runner'
import vine from '@vinejs/vine'
import { definePlugin } from '#core/plugins/api'
import { makeCustomer } from '#tests/support/customers'
import { FilledForm } from '#tests/support/forms'
import { makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'
import { ranks } from '#tests/support/ranks'
import { type Visitor, enter } from '#tests/support/visitor'

const tiers = definePlugin({
  id: 'tiers',
  version: '1.2.3',
  description: 'Tells good customers from better ones.',
  settings: {
    schema: vine.object({
      share: vine.number({ strict: true }).range([0, 1]),
      mode: vine.enum(['mild', 'strict']),
      is_loud: vine.boolean({ strict: true }),
    }),
    defaults: { share: 0.5, mode: 'mild', is_loud: false },
  },
})

/** Whose settings depend on each other. */
const gift = definePlugin({
  id: 'gift',
  version: '1.0.0',
  settings: {
    schema: vine.object({
      is_wrapped: vine.boolean({ strict: true }),
      ribbon: vine.string().optional().requiredWhen('is_wrapped', '=', true),
    }),
    defaults: { is_wrapped: false },
  },
})

const ladder = definePlugin({
  id: 'ladder',
  version: '1.0.0',
  requires: { crm: '^2.0.0', tiers: '^1.0.0' },
})

/** Sends the form of a plugin's settings as the page shows it, but for some fields. */
async function send(visitor: Visitor, page: string, fields: Record<string, string>) {
  const form = FilledForm.on((await visitor.get(page)).html, page)
  return visitor.post(page, form.with(fields).body, page)
}

const pluginsOf = ({ slug }: { slug: string }) => `/admin/organizations/${slug}/plugins`

test.group('Admin | plugins', (group) => {
  bring(group, [tiers, gift, ladder, ranks])

  test('are listed with what they are, and turned on and off', async ({ client, assert }) => {
    const acme = await makeCompany()
    const visitor = await enter()
    const list = pluginsOf(acme)
    const isOn = async () =>
      (await client.get('/api/plugins/tiers/').bearerToken(acme.owner.token)).body().enabled

    const { html } = await visitor.get(list)
    assert.include(html, 'Tells good customers from better ones.')
    assert.include(html, '1.2.3')

    const on = await visitor.send(list, `${list}/tiers/activation`)
    assert.include((await visitor.follow(on)).html, 'Tiers is on.')
    assert.isTrue(await isOn())
    await visitor.send(list, `${list}/tiers/activation/end`)
    assert.isFalse(await isOn())
  })

  test('say why they cannot be turned on or off', async ({ assert }) => {
    const acme = await makeCompany()
    const visitor = await enter()
    const list = pluginsOf(acme)
    const answerTo = async (path: string) =>
      (await visitor.follow(await visitor.send(list, `${list}/${path}`))).html

    assert.include(await answerTo('ladder/activation'), 'Turn on tiers first.')
    await visitor.send(list, `${list}/tiers/activation`)
    await visitor.send(list, `${list}/ladder/activation`)
    assert.include(await answerTo('tiers/activation/end'), 'Turn off ladder first.')
    assert.include(await answerTo('customers/activation/end'), 'customers cannot be turned off.')
    assert.equal((await visitor.get(`${list}/nothing`)).status, 404)
  })

  test('are set up with a form that their schema makes', async ({ client, assert }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'tiers')
    const visitor = await enter()
    const page = `${pluginsOf(acme)}/tiers`
    const settings = async () =>
      (await client.get('/api/plugins/tiers/').bearerToken(acme.owner.token)).body().settings

    const wrong = await send(visitor, page, { share: '7', mode: 'strict', is_loud: 'true' })
    const { html } = await visitor.follow(wrong)
    assert.include(html, 'Share must be between 0 and 1.')
    assert.match(html, /name="share"\s+value="7"/)
    assert.deepEqual(await settings(), { share: 0.5, mode: 'mild', is_loud: false })

    await send(visitor, page, { share: '0.25', mode: 'strict', is_loud: 'true' })
    assert.deepEqual(await settings(), { share: 0.25, mode: 'strict', is_loud: true })
  })

  test('are checked together with what the organization has set before', async ({ assert }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'gift', { ribbon: 'red' })
    const visitor = await enter()
    const page = `${pluginsOf(acme)}/gift`

    const saved = await visitor.follow(await send(visitor, page, { is_wrapped: 'true' }))
    assert.include(saved.html, 'Saved.')

    const refused = await visitor.follow(await send(visitor, page, { ribbon: '' }))
    assert.include(refused.html, 'id="wrong-ribbon"')
    assert.match((await visitor.get(page)).html, /name="ribbon"\s+value="red"/)
  })

  test('keep what they are set up as while they are off', async ({ assert }) => {
    const acme = await makeCompany()
    const visitor = await enter()
    const page = `${pluginsOf(acme)}/tiers`

    await send(visitor, page, { share: '0.25', mode: 'mild', is_loud: 'false' })

    assert.match((await visitor.get(page)).html, /name="share"\s+value="0.25"/)
  })

  test('that are off have no pages, no fields and no permissions', async ({ assert }) => {
    const acme = await makeCompany()
    const visitor = await enter()
    const here = `/admin/organizations/${acme.slug}`
    const see = async () => ({
      status: (await visitor.get(`${here}/loyalty-entries`)).status,
      isNamed: (await visitor.get(here)).html.includes(`${here}/loyalty-entries`),
      hasField: (await visitor.get(`${here}/customers`)).html.includes('extensions.loyalty.tier'),
      isGranted: (await visitor.get(`${here}/permission-matrix`)).html.includes('loyalty-entries:'),
    })

    const off = await see()
    await turnOn(acme, 'loyalty')

    assert.deepEqual(off, { status: 404, isNamed: false, hasField: false, isGranted: false })
    assert.deepEqual(await see(), { status: 200, isNamed: true, hasField: true, isGranted: true })
  })

  test('add fields that are shown, written and listed as those of the core are', async ({
    assert,
  }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'ranks')
    const id = await makeCustomer(acme, { name: 'Coyote' })
    const visitor = await enter()
    const list = `/admin/organizations/${acme.slug}/customers`
    const change = async (fields: Record<string, string>) => {
      const { html } = await visitor.get(`${list}/${id}/edit`)
      const version = /name="version" value="(\d+)"/.exec(html)?.[1] ?? ''
      return visitor.send(`${list}/${id}/edit`, `${list}/${id}`, { version, ...fields })
    }

    const form = await visitor.get(`${list}/${id}/edit`)
    const refused = await visitor.follow(await change({ 'extensions.ranks.points': '-1' }))
    const saved = await visitor.follow(
      await change({ 'extensions.ranks.tier': 'gold', 'extensions.ranks.points': '1200' })
    )
    const listed = await visitor.get(`${list}?columns=name,extensions.ranks.tier`)

    assert.match(form.html, /<select\s+id="input-extensions.ranks.tier"/)
    assert.match(refused.html, /id="wrong-extensions.ranks.points">[^<]*0/)
    assert.match(saved.html, /<dt>Ranks points<\/dt>\s*<dd>\s*<span>1,200<\/span>/)
    assert.include(listed.html, 'Gold')
    assert.match(
      saved.html,
      /Ranks points<\/span>\s*<del dir="auto">[^<]*<\/del>[^]*?<ins dir="auto">1200<\/ins>/
    )
    assert.match(
      saved.html,
      /Ranks tier<\/span>\s*<del dir="auto">[^<]*<\/del>[^]*?<ins dir="auto">gold<\/ins>/
    )
    assert.notInclude(saved.html, 'Extensions')
    const cleared = await visitor.follow(await change({ 'extensions.ranks.tier': '' }))
    assert.include(cleared.html, 'Saved.')
  })
})
