import { test } from '@japa/runner'
import PipelineStage from '#plugins/deals/models/pipeline_stage'
import Deal from '#plugins/deals/models/deal'
import { databaseProblem } from '#core/http/exceptions/database_problem'
import { makeDeal } from '#tests/support/deals'
import { makeCompany } from '#tests/support/personas'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'

/** As a record of a plugin that others of it refer to, and that is deleted for good. */
test.group('Plugins | records that others refer to', () => {
  test('are in use for the database, too, and no unknown reference', async ({ assert }) => {
    const acme = await makeCompany()
    const deal = await makeDeal(acme)
    const ways = [
      (id: string) => UnitOfWork.get().query('DELETE FROM pipeline_stages WHERE id = $1', [id]),
      (id: string) => PipelineStage.query().where('id', id).delete(),
    ]
    for (const remove of ways) {
      const error: unknown = await UnitOfWork.run(forOrganization(acme.id), async () => {
        const { stageId } = await Deal.findOrFail(deal)
        await remove(stageId)
      }).catch((thrown: unknown) => thrown)
      assert.containsSubset(databaseProblem(error), { status: 409, code: 'in_use' })
    }
  })
})
