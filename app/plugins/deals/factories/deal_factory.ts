import factory from '@adonisjs/lucid/factories'
import Deal from '#plugins/deals/models/deal'
import Pipeline from '#plugins/deals/models/pipeline'
import { closingOf } from '#plugins/deals/models/deal/place'
import { CustomerFactory } from '#plugins/customers/factories/customer_factory'
import { EmployeeFactory } from '#plugins/employees/factories/employee_factory'

/** Open deals in the first stage of the default pipeline, unless a pipeline or a stage is merged. */
export const DealFactory = factory
  .define(Deal, ({ faker }) => ({ title: faker.commerce.productName() }))
  .state('won', (deal) => close(deal, 'won'))
  .state('lost', async (deal) => {
    await close(deal, 'lost')
    deal.lostReason = 'Too expensive'
  })
  .relation('customer', () => CustomerFactory)
  .relation('assignee', () => EmployeeFactory)
  .build()

async function close(deal: Deal, kind: 'won' | 'lost') {
  const pipelineId = deal.pipelineId ?? (await Pipeline.findByOrFail('isDefault', true)).id
  const { stageId } = await closingOf(pipelineId, kind)
  deal.stageId = stageId
}
