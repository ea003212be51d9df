import { test } from '@japa/runner'
import vine from '@vinejs/vine'
import { type Json, definePlugin } from '#core/plugins/api'
import { problemsOf } from '#core/plugins/problems'
import { routesOf } from '#core/plugins/plugin_routes'
import { installedPlugins } from '#core/plugins/installed'
import { everything } from '#core/resources/openapi/reader'
import { describeApi } from '#core/resources/openapi/document'
import { api } from '#tests/support/api'
import { actionsOf, eventsOf } from '#tests/support/audit'
import { inDatabase } from '#tests/support/deals'
import { bring, turnOn } from '#tests/support/plugins'
import { type Shop, addLines, makeQuote, openShop } from '#tests/support/quotes'

const SHUT = 'Quotes are accepted on Mondays.'
let isShut = false
let seen: [string, Json | null][] = []

const signer = definePlugin({
  id: 'signer',
  version: '1.0.0',
  inputs: { 'quotes:send': vine.object({ contract: vine.string().maxLength(9) }) },
  policies: { 'quotes:accept': () => !isShut || SHUT },
  hooks: {
    'quotes:*': {
      after({ action, input, record, veto }) {
        if (Object(record).declineReason === 'bomb') veto({ field: 'reason', message: 'Not that.' })
        seen.push([action, input])
      },
    },
  },
})

test.group('Plugins | commands on their records', (group) => {
  let shop: Shop
  bring(group, [signer])
  group.each.setup(async () => {
    shop = await openShop()
    await turnOn(shop.acme, 'signer')
    await addLines(shop.acme, shop.deal, [{}])
    isShut = false
  })

  test('are heard of by their names, once, with what plugins take for them', async ({
    client,
    assert,
  }) => {
    const { acme, deal } = shop
    const { id } = await makeQuote(client, acme.owner, deal)
    const { post } = api(client, acme.owner)
    seen = []

    const refused = await post(`/api/quotes/${id}/send/`)
    refused.assertStatus(422)
    assert.include(refused.text(), 'extensions.signer.contract')
    const misspelt = await post(`/api/quotes/${id}/send/`, {
      extensions: { signer: { contract: 'C-1' } },
      reason: 'none',
    })
    misspelt.assertStatus(422)
    const sent = await post(`/api/quotes/${id}/send/`, {
      extensions: { signer: { contract: 'C-1' } },
    })
    sent.assertStatus(200)
    assert.equal(sent.body().message, 'Quote marked as sent.')
    assert.match(String(sent.header('etag')), /^"2-/)
    assert.deepEqual(seen, [['quotes:send', { contract: 'C-1' }]])
    assert.deepEqual(actionsOf(await eventsOf(acme, 'quotes')), ['quotes:create', 'quotes:send'])
  })

  test('are refused by policies and vetoes, and leave nothing', async ({ client, assert }) => {
    const { acme, deal } = shop
    const { id } = await makeQuote(client, acme.owner, deal)
    const { post } = api(client, acme.owner)
    await post(`/api/quotes/${id}/send/`, { extensions: { signer: { contract: 'C-1' } } })

    isShut = true
    const shut = await post(`/api/quotes/${id}/accept/`)
    shut.assertStatus(403)
    assert.equal(shut.body().detail, SHUT)
    const vetoed = await post(`/api/quotes/${id}/decline/`, { reason: 'bomb' })
    vetoed.assertStatus(422)
    vetoed.assertBodyContains({ code: 'vetoed', plugin: 'signer' })
    const rows = await inDatabase(acme, 'SELECT status, decline_reason FROM quotes')
    assert.deepEqual(rows, [{ status: 'sent', decline_reason: null }])
  })

  test('are done once by an idempotency key', async ({ client, assert }) => {
    const { acme, deal } = shop
    const { id } = await makeQuote(client, acme.owner, deal)
    seen = []
    const send = () =>
      client
        .post(`/api/quotes/${id}/send/`)
        .bearerToken(acme.owner.token)
        .header('Idempotency-Key', 'once')
        .json({ extensions: { signer: { contract: 'C-1' } } })
    const [first, again] = [await send(), await send()]
    first.assertStatus(200)
    assert.deepEqual(again.body(), first.body())
    assert.equal(again.header('idempotent-replayed'), 'true')
    assert.lengthOf(seen, 1)
  })

  test('are described with what they and plugins take, and with what they answer', async ({
    assert,
  }) => {
    const { paths } = await describeApi(everything())
    const send = JSON.stringify(paths['/api/quotes/{id}/send'])
    for (const part of ['"quote":{"$ref":"#/components/schemas/Quote"}', '"contract"', 'ETag']) {
      assert.include(send, part)
    }
    assert.include(JSON.stringify(paths['/api/quotes/{id}/decline']), '"reason"')
    assert.include(JSON.stringify(paths['/api/quotes/{id}/pdf']), '"application/pdf"')
  })

  test('are of resources of the plugin’s own, which name them', ({ assert }) => {
    const products = installedPlugins().find(({ id }) => id === 'products')
    const ofOthers = definePlugin({
      id: 'borrower',
      version: '1.0.0',
      routes: ({ command }) =>
        command('quotes', 'send', (quote) => quote.send(), { summary: 'Send', done: 'Sent.' }),
    })
    assert.throws(
      () => routesOf(ofOthers),
      '"borrower" has a command of "quotes", which is no resource of its own'
    )
    const unnamed = {
      ...ofOthers,
      id: 'products',
      resources: products?.resources?.slice(0, 1) ?? [],
    }
    assert.throws(() => routesOf({ ...unnamed, resources: renamed(unnamed.resources) }))
    assert.deepEqual(problemsOf(installedPlugins()), [])
  })
})

/** As if it had no commands. */
function renamed<T extends { readonly name: string }>(resources: readonly T[]): T[] {
  return resources.map((resource) => ({ ...resource, name: 'quotes', commands: [] }))
}
