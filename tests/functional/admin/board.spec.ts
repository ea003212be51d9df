import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { restoreClock, setClock } from '#tests/support/clock'
import {
  act,
  defaultPipeline,
  inDatabase,
  makeDeal,
  showDeal,
  stageNamed,
} from '#tests/support/deals'
import { makeCustomer } from '#tests/support/customers'
import { FilledForm } from '#tests/support/forms'
import { makeCompany } from '#tests/support/personas'
import { enter, makeSuperuser } from '#tests/support/visitor'

const boardOf = ({ slug }: { slug: string }) => `/admin/organizations/${slug}/board`
const moveOf = ({ slug }: { slug: string }, id: string) =>
  `/admin/organizations/${slug}/deals/${id}/move`

test.group('Admin | board', (group) => {
  restoreClock(group)

  test('shows each stage with its deals, and sums that mix no currencies', async ({ assert }) => {
    const acme = await makeCompany()
    const customer = await makeCustomer(acme, { name: 'Road Runner' })
    await makeDeal(acme, {
      title: 'Rockets',
      value: '1200.50',
      currency: 'USD',
      customer_id: customer,
    })
    await makeDeal(acme, { title: 'Anvils', value: '300', currency: 'EUR' })

    const { status, html } = await (await enter()).get(boardOf(acme))

    assert.equal(status, 200)
    for (const text of ['Rockets', 'Road Runner', 'Anvils', '$1,200.50', '€300', 'Negotiation']) {
      assert.include(html, text)
    }
    assert.match(html, /Prospecting<\/span>\s*<span class="count">2</)
  })

  test('shows the pipeline that is asked for, and won deals when they are', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const { id } = await defaultPipeline(client, acme.owner)
    const deal = await makeDeal(acme, { title: 'Rockets' })
    ;(await act(client, acme.owner, deal, 'win')).assertStatus(200)
    const visitor = await enter()

    const open = await visitor.get(`${boardOf(acme)}?pipeline=${id}`)
    const all = await visitor.get(`${boardOf(acme)}?closed=true`)
    const unknown = await visitor.get(`${boardOf(acme)}?pipeline=${acme.id}`)

    assert.notInclude(open.html, 'Rockets')
    assert.include(all.html, 'Rockets')
    assert.notInclude(all.html, moveOf(acme, deal))
    assert.equal(unknown.status, 404)
  })

  test('forecasts what open deals should bring in the month in which they close', async ({
    assert,
  }) => {
    const acme = await makeCompany()
    const today = new Date().toISOString().slice(0, 10)
    await makeDeal(acme, {
      value: '1000',
      probability: '40',
      currency: 'USD',
      expected_close_date: today,
    })
    await makeDeal(acme, { value: '70', currency: 'USD', expected_close_date: '2020-01-01' })

    const { html } = await (await enter()).get(boardOf(acme))

    assert.include(html, '$400 expected of $1,000 in 1 deal')
    assert.match(html, /Overdue<\/dt>\s*<dd>\s*<span class="forecast-bad">1 deal<\/span>/)
  })

  test('moves a deal as its command does, and its log tells who did', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const pipeline = await defaultPipeline(client, acme.owner)
    const proposal = stageNamed(pipeline, 'Proposal')
    const id = await makeDeal(acme, { title: 'Rockets' })
    const superuser = await makeSuperuser()
    const visitor = await enter(superuser)

    const answer = await visitor.send(boardOf(acme), moveOf(acme, id), {
      stage_id: proposal.id,
      version: '1',
    })

    assert.equal(answer.location, boardOf(acme))
    assert.include((await visitor.follow(answer)).html, 'Rockets moved.')
    const deal = await showDeal(client, acme.owner, id)
    assert.equal(deal.stage.name, 'Proposal')
    assert.equal(deal.probability, proposal.probability)
    const events = await inDatabase(
      acme,
      `SELECT action FROM audit_events WHERE record_id = $1 AND actor_id = $2`,
      [id, superuser.userId]
    )
    assert.deepEqual(events, [{ action: 'deals:move' }])
  })

  test('refuses what has changed, is closed, is elsewhere, or has no reason, and says why', async ({
    client,
    assert,
  }) => {
    const [acme, globex] = [await makeCompany(), await makeCompany('Globex')]
    const pipeline = await defaultPipeline(client, acme.owner)
    const foreign = await defaultPipeline(client, globex.owner)
    const [open, closed] = [await makeDeal(acme), await makeDeal(acme)]
    const won = (await act(client, acme.owner, closed, 'win')).body().deal
    const visitor = await enter()
    const refusalOf = async (id: string, stage_id: string, version: number) => {
      const fields = { stage_id, version: String(version) }
      const answer = await visitor.send(boardOf(acme), moveOf(acme, id), fields)
      const { html } = await visitor.follow(answer)
      return /<div class="message message-bad"[\s\S]*?<header/.exec(html)?.[0] ?? ''
    }

    const { id: proposal } = stageNamed(pipeline, 'Proposal')
    const lost = pipeline.stages.find(({ type }) => type === 'lost')?.id ?? ''
    assert.include(await refusalOf(open, proposal, 7), 'The record has changed')
    assert.include(await refusalOf(closed, proposal, won.version), 'The deal is won.')
    assert.include(await refusalOf(open, stageNamed(foreign, 'Proposal').id, 1), 'Stage not found.')
    assert.include(await refusalOf(open, lost, 1), 'Say why the deal is lost.')
    assert.equal((await showDeal(client, acme.owner, open)).stage.name, 'Prospecting')
  })

  test('shows a refused move again with what was typed into it', async ({ client, assert }) => {
    const acme = await makeCompany()
    const pipeline = await defaultPipeline(client, acme.owner)
    const { id: proposal } = stageNamed(pipeline, 'Proposal')
    const id = await makeDeal(acme)
    const other = await makeDeal(acme)
    const visitor = await enter()

    const fields = { _deal: id, stage_id: proposal, version: '7', lost_reason: 'Too dear' }
    const refused = await visitor.send(boardOf(acme), moveOf(acme, id), fields)
    const { html } = await visitor.follow(refused)

    const form = (deal: string) => FilledForm.on(html, moveOf(acme, deal))
    assert.equal(form(id).get('lost_reason'), 'Too dear')
    assert.equal(form(id).get('stage_id'), proposal)
    assert.equal(form(other).get('lost_reason'), '')
    assert.match(html, /<form[^>]*id="move-[^>]*data-refused/)
  })

  test('says of a closed deal on which day it was closed, whenever it was imported', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const [won, lost] = [await makeDeal(acme), await makeDeal(acme)]
    const then = { actual_close_date: '2017-03-04' }
    ;(await act(client, acme.owner, won, 'win', then)).assertStatus(200)
    const reason = { lost_reason: 'Too dear', actual_close_date: '2018-05-06' }
    ;(await act(client, acme.owner, lost, 'lose', reason)).assertStatus(200)

    const { html } = await (await enter()).get(`${boardOf(acme)}?closed=true`)

    assert.match(html, /title="Closed on 2017-03-04"\s*>\s*closed 2017-03-04/)
    assert.match(html, /title="Closed on 2018-05-06"\s*>\s*closed 2018-05-06/)
    assert.notInclude(html, 'since today')
  })

  test('counts the days of an open deal by the calendar of its organization', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const zone = 'Pacific/Kiritimati'
    const change = await client
      .patch(`/api/organizations/${acme.id}/`)
      .bearerToken(acme.owner.token)
      .json({ time_zone: zone })
    change.assertStatus(200)
    await makeDeal(acme)
    const visitor = await enter()

    const today = await visitor.get(boardOf(acme))
    setClock(DateTime.now().setZone(zone).plus({ days: 1 }).startOf('day').plus({ minutes: 1 }))
    const tomorrow = await visitor.get(boardOf(acme))

    assert.include(today.html, 'in this stage since today')
    assert.include(tomorrow.html, '1 day in this stage')
  })

  test('knows no deal of another organization', async ({ client, assert }) => {
    const [acme, globex] = [await makeCompany(), await makeCompany('Globex')]
    const { id: stage } = stageNamed(await defaultPipeline(client, acme.owner), 'Proposal')
    const theirs = await makeDeal(globex)
    const visitor = await enter()

    await visitor.send(boardOf(acme), moveOf(acme, theirs), { stage_id: stage, version: '1' })

    assert.equal((await showDeal(client, globex.owner, theirs)).stage.name, 'Prospecting')
  })
})
