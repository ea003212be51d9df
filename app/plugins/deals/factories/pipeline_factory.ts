import factory from '@adonisjs/lucid/factories'
import Pipeline from '#plugins/deals/models/pipeline'

/** Pipelines besides the default one, with a stage of each kind unless `firstStages` says more. */
export const PipelineFactory = factory
  .define(Pipeline, ({ faker }) => ({
    name: `${faker.commerce.department()} ${faker.string.alphanumeric(8)}`,
    isActive: true,
  }))
  .build()
