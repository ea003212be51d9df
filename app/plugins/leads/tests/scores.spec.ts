import { test } from '@japa/runner'
import ace from '@adonisjs/core/services/ace'
import { alone } from '#tests/support/alone'
import { api } from '#tests/support/api'
import { makeLead } from '#tests/support/leads'
import { type Company, makeCompany } from '#tests/support/personas'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'

test.group('Leads | score', (group) => {
  alone(group)
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  test('the rules: {0} gives {1}')
    .with([
      [{}, 15],
      [{ source: 'other' }, 0],
      [{ source: 'referral' }, 25],
      [{ source: 'cold_call', email: 'a@example.com', phone: '+12015550123' }, 25],
      [{ source: 'other', company: 'X', job_title: 'Y' }, 25],
      [{ source: 'other', estimated_value: '0' }, 0],
      [{ source: 'other', estimated_value: '0.01' }, 5],
      [{ source: 'other', estimated_value: '9999.99' }, 5],
      [{ source: 'other', estimated_value: '10000' }, 10],
      [{ source: 'other', estimated_value: '50000' }, 15],
      [{ source: 'other', estimated_value: '100000' }, 20],
    ] as const)
    .run(async ({ client, assert }, [input, score]) => {
      const id = await makeLead(acme, input)
      const shown = await api(client, acme.owner).get(`/api/leads/${id}/`)
      assert.equal(shown.body().lead_score, score)
    })

  test('explains itself: rules with points that amount to it', async ({ client, assert }) => {
    const id = await makeLead(acme, { email: 'a@example.com', company: 'X', source: 'partner' })
    const body = (await api(client, acme.owner).get(`/api/leads/${id}/score/`)).body()
    assert.equal(body.score, 45)
    assert.isNull(body.manual)
    assert.deepEqual(
      body.automatic.rules.map(({ id: rule, points }: { id: string; points: number }) => [
        rule,
        points,
      ]),
      [
        ['source', 20],
        ['company', 15],
        ['email', 10],
        ['estimated_value', 0],
        ['job_title', 0],
        ['phone', 0],
      ]
    )
    assert.isTrue(body.automatic.rules.every(({ label }: { label: string }) => label.length > 5))
    assert.lengthOf(body.history, 1)
  })

  test('changes with what a rule reads, and is left alone by the rest', async ({
    client,
    assert,
  }) => {
    const { get, patch } = api(client, acme.owner)
    const id = await makeLead(acme)
    const before = (await get(`/api/leads/${id}/score/`)).body()
    await patch(`/api/leads/${id}/`, { notes: 'x', city: 'Rome' })
    assert.deepEqual((await get(`/api/leads/${id}/score/`)).body(), before)
    await patch(`/api/leads/${id}/`, { company: 'X' })
    const after = (await get(`/api/leads/${id}/score/`)).body()
    assert.equal(after.score, 30)
    assert.deepEqual(
      after.history.map(({ score }: { score: number }) => score),
      [30, 15]
    )
  })

  test('gives way to one given by hand, which keeps its author and reason', async ({
    client,
    assert,
  }) => {
    const { delete: remove, get, patch, put } = api(client, acme.owner)
    const id = await makeLead(acme)
    const given = await put(`/api/leads/${id}/score/`, { score: 90, reason: 'I know her' })
    given.assertStatus(200)
    assert.equal(given.body().lead.lead_score, 90)
    await patch(`/api/leads/${id}/`, { company: 'X' })

    const explained = (await get(`/api/leads/${id}/score/`)).body()
    assert.containsSubset(explained, {
      score: 90,
      automatic: { score: 30 },
      manual: { score: 90, reason: 'I know her', author: { id: acme.owner.userId } },
    })
    assert.isString(explained.manual.given_at)

    const back = await remove(`/api/leads/${id}/score/`)
    assert.containsSubset(back.body().lead, { lead_score: 30, score_manual: null })
    assert.deepEqual(
      (await get(`/api/leads/${id}/score/`))
        .body()
        .history.map((entry: { score: number; manual: number | null }) => [
          entry.score,
          entry.manual,
        ]),
      [
        [30, null],
        [90, 90],
        [90, 90],
        [15, null],
      ]
    )
  })

  test('keeps the reason that is given with another score, also the one it had', async ({
    client,
    assert,
  }) => {
    const { get, patch, put } = api(client, acme.owner)
    const id = await makeLead(acme)
    const manual = async () => (await get(`/api/leads/${id}/score/`)).body().manual
    await put(`/api/leads/${id}/score/`, { score: 90, reason: 'I know her' })
    await put(`/api/leads/${id}/score/`, { score: 80, reason: 'I know her' })
    assert.containsSubset(await manual(), { score: 80, reason: 'I know her' })
    await patch(`/api/leads/${id}/`, { lead_score: 70 })
    assert.containsSubset(await manual(), { score: 70, reason: null })
  })

  test('is written as lead_score, too, and left to the rules with null', async ({
    client,
    assert,
  }) => {
    const { patch, put } = api(client, acme.owner)
    const id = await makeLead(acme)
    const given = await patch(`/api/leads/${id}/`, { lead_score: 70 })
    assert.containsSubset(given.body(), { lead_score: 70, score_automatic: 15, score_manual: 70 })
    const back = await patch(`/api/leads/${id}/`, { lead_score: null })
    assert.containsSubset(back.body(), { lead_score: 15, score_manual: null })
    for (const score of [-1, 101, null, 'high']) {
      ;(await put(`/api/leads/${id}/score/`, { score })).assertStatus(422)
    }
  })

  test('leads:score lets new rules decide, and with --dry-run only says so', async ({
    client,
    assert,
  }) => {
    const id = await makeLead(acme)
    await UnitOfWork.run(forOrganization(acme.id), (unit) =>
      unit.query(`UPDATE leads SET score_automatic = 3, score_points = '{"source": 3}'`)
    )
    const score = async () =>
      (await api(client, acme.owner).get(`/api/leads/${id}/`)).body().lead_score
    ace.ui.switchMode('raw')
    const dry = await ace.exec('leads:score', ['--dry-run'])
    dry.assertSucceeded()
    assert.equal(await score(), 3)
    const real = await ace.exec('leads:score', [])
    real.assertSucceeded()
    assert.equal(await score(), 15)
    ace.ui.switchMode('normal')
  })

  test('leads:score leaves what is converted as it was', async ({ client, assert }) => {
    const { get, post } = api(client, acme.owner)
    const id = await makeLead(acme)
    await UnitOfWork.run(forOrganization(acme.id), (unit) =>
      unit.query(`UPDATE leads SET score_automatic = 3, score_points = '{"source": 3}'`)
    )
    await post(`/api/leads/${id}/convert/`)
    ace.ui.switchMode('raw')
    ;(await ace.exec('leads:score', [])).assertSucceeded()
    ace.ui.switchMode('normal')
    assert.equal((await get(`/api/leads/${id}/`)).body().lead_score, 3)
  })
})
