import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import {
  type Pipeline,
  act,
  defaultPipeline,
  inDatabase,
  makeDeal,
  showDeal,
  stageNamed,
} from '#tests/support/deals'
import { type Company, makeCompany } from '#tests/support/personas'
import { PipelineFactory } from '#plugins/deals/factories/pipeline_factory'
import { inCompany } from '#tests/support/records'

interface Interval {
  readonly stage: { readonly name: string }
  readonly pipeline: { readonly id: string }
  readonly entered_at: string
  readonly left_at: string | null
}

test.group('Deals | history', (group) => {
  let acme: Company
  let pipeline: Pipeline

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  const historyOf = async (client: ApiClient, id: string): Promise<Interval[]> => {
    const response = await api(client, acme.owner).get(`/api/deals/${id}/history/`)
    response.assertStatus(200)
    return response.body().results
  }
  const stagesIn = (history: readonly Interval[]) => history.map(({ stage }) => stage.name)

  test('a deal that comes back to a stage has stood there twice', async ({ client, assert }) => {
    pipeline = await defaultPipeline(client, acme.owner)
    const id = await makeDeal(acme)
    for (const name of ['Proposal', 'Negotiation', 'Proposal']) {
      await act(client, acme.owner, id, 'move_stage', { stage_id: stageNamed(pipeline, name).id })
    }
    const history = await historyOf(client, id)
    assert.deepEqual(stagesIn(history), ['Proposal', 'Negotiation', 'Proposal', 'Prospecting'])
    assert.deepEqual(
      history.map(({ left_at: left }) => left),
      [null, ...history.slice(0, -1).map(({ entered_at: entered }) => entered)]
    )
  })

  test('a deal that goes to another pipeline has stood in both', async ({ client, assert }) => {
    pipeline = await defaultPipeline(client, acme.owner)
    const other = await inCompany(acme, () => PipelineFactory.create())
    const id = await makeDeal(acme)
    await api(client, acme.owner).patch(`/api/deals/${id}/`, { pipeline_id: other.id })
    const history = await historyOf(client, id)
    assert.deepEqual(
      history.map((interval) => interval.pipeline.id),
      [other.id, pipeline.id]
    )
    assert.deepEqual(stagesIn(history), ['Open', 'Prospecting'])
  })

  test('a stage that is deleted is still in it, and where its deals went', async ({
    client,
    assert,
  }) => {
    pipeline = await defaultPipeline(client, acme.owner)
    const [proposal, next] = [
      stageNamed(pipeline, 'Proposal').id,
      stageNamed(pipeline, 'Negotiation').id,
    ]
    const id = await makeDeal(acme, { stage_id: proposal })
    const gone = await api(client, acme.owner).delete(
      `/api/pipeline-stages/${proposal}/?reassign_to=${next}`
    )
    gone.assertStatus(204)
    const history = await historyOf(client, id)
    assert.deepEqual(stagesIn(history), ['Negotiation', 'Proposal'])
    assert.equal(history[1]?.left_at, history[0]?.entered_at)
  })

  test('is the database’s to write: {$self} is refused to the application')
    .with([
      `INSERT INTO deal_stage_intervals SELECT * FROM deal_stage_intervals WHERE deal_id = $1`,
      `UPDATE deal_stage_intervals SET entered_at = now() - interval '1 year' WHERE deal_id = $1`,
      `DELETE FROM deal_stage_intervals WHERE deal_id = $1`,
    ])
    .run(async ({ client, assert }, sql) => {
      const id = await makeDeal(acme)
      const before = await historyOf(client, id)
      await assert.rejects(() => inDatabase(acme, sql, [id]), /permission denied/)
      assert.deepEqual(stagesIn(await historyOf(client, id)), stagesIn(before))
    })

  test('a reason that is out of use stays with the deals that were lost for it', async ({
    client,
    assert,
  }) => {
    const { patch, post } = api(client, acme.owner)
    const reason = (await post('/api/lost-reasons/', { name: 'Budget' })).body().id
    const id = await makeDeal(acme)
    await act(client, acme.owner, id, 'lose', { lost_reason_id: reason })
    ;(await patch(`/api/lost-reasons/${reason}/`, { is_active: false })).assertStatus(200)

    const { lost_reason: words, lost_reason_id: kept } = await showDeal(client, acme.owner, id)
    assert.deepEqual([words, kept], ['Budget', reason])
    const refused = await act(client, acme.owner, await makeDeal(acme), 'lose', {
      lost_reason_id: reason,
    })
    refused.assertStatus(422)
    refused.assertBodyContains({ errors: [{ field: 'lost_reason_id' }] })
  })
})
