import { schemaOfSummary } from '#core/resources/answer_schema'
import { intervalSummary } from '#plugins/deals/models/deal/history'
import {
  DECIMAL,
  FLAG,
  ID,
  NUMBER,
  type Operation,
  type ApiDescription,
  type Operations,
  TEXT,
  actionOn,
  detailOf,
  entryOf,
  listOf,
  object,
  onePage,
  pageOf,
} from '#core/resources/openapi/operation'
import { BY_CURRENCY, CURRENCY, FORECAST, HORIZON, SUM, tally, upTo } from '#plugins/deals/sums'
import { stageSummary } from '#plugins/deals/summaries'
import deals, { DEAL_PRIORITIES, MAX_DAYS_UNTOUCHED } from '#plugins/deals/resources/deals'
import { orNull } from '#core/resources/json'
import pipelineStages, { STAGE_TYPES } from '#plugins/deals/resources/pipeline_stages'
import pipelines from '#plugins/deals/resources/pipelines'
import { emptyBodyValidator } from '#core/resources/validation/strict_object'
import {
  lossValidator,
  moveValidator,
  reopeningValidator,
  winValidator,
} from '#plugins/deals/validators/deal'
import {
  createPipelineValidator,
  createStageValidator,
  updateStageValidator,
  stageOrderValidator,
  stagePlaceValidator,
} from '#plugins/deals/validators/pipeline'

const winning: Omit<Operation, 'id'> = {
  command: 'win',
  summary: 'Mark a deal as won',
  body: winValidator,
  answers: { 200: actionOn(deals) },
}

const losing: Omit<Operation, 'id'> = {
  command: 'lose',
  summary: 'Mark a deal as lost, with a reason',
  body: lossValidator,
  answers: { 200: actionOn(deals) },
}

const reordering: Omit<Operation, 'id'> = {
  summary: 'Reorder the stages of a pipeline',
  body: stageOrderValidator,
  answers: { 200: actionOn(pipelines) },
}

const operations: Operations = {
  'pipelines.store': {
    id: 'createPipeline',
    summary: 'Create a pipeline with its stages',
    description: 'Without stages it gets an open, a won and a lost one.',
    body: createPipelineValidator,
    answers: { 201: detailOf(pipelines) },
  },
  'pipelines.destroy': {
    id: 'deletePipeline',
    summary: 'Delete one pipeline',
    description: 'Its deals go to the pipeline `reassign_to`; without one, it must have none.',
    query: { reassign_to: ID },
    answers: { 204: null },
  },
  'default_pipelines.store': {
    id: 'setDefaultPipeline',
    command: 'set_default',
    summary: 'Make a pipeline the default one',
    body: emptyBodyValidator,
    answers: { 200: actionOn(pipelines) },
  },
  'stage_orders.store': { id: 'reorderStages', ...reordering },
  'stage_orders.nested': {
    id: 'reorderPipelineStages',
    ...reordering,
    description: 'The same as `reorder_stages`.',
  },

  'pipeline_stages.store': {
    id: 'createStage',
    summary: 'Create a stage',
    body: createStageValidator,
    answers: { 201: detailOf(pipelineStages) },
  },
  'pipeline_stages.update': {
    id: 'updateStage',
    summary: 'Update a stage',
    description: 'An absent key keeps its value, `null` clears it.',
    body: updateStageValidator,
    answers: { 200: detailOf(pipelineStages) },
  },
  'pipeline_stages.destroy': {
    id: 'deleteStage',
    summary: 'Delete one stage',
    description: 'Its deals go to the stage `reassign_to`; without one, it must have none.',
    query: { reassign_to: ID },
    answers: { 204: null },
  },
  'stage_places.store': {
    id: 'placeStage',
    summary: 'Move a stage to another position in its pipeline',
    body: stagePlaceValidator,
    answers: { 200: actionOn(pipelineStages) },
  },

  'deal_statistics.show': {
    id: 'getDealStats',
    summary: 'Count deals and sum their values, by stage',
    grammar: 'selection',
    answers: {
      200: object({
        total: NUMBER,
        total_deals: NUMBER,
        open: NUMBER,
        won: NUMBER,
        lost: NUMBER,
        win_rate: DECIMAL,
        currency: CURRENCY,
        total_value: SUM,
        open_value: SUM,
        won_value: SUM,
        lost_value: SUM,
        expected_revenue: SUM,
        average_deal_size: SUM,
        average_days_to_close: orNull(DECIMAL),
        by_currency: BY_CURRENCY,
        by_stage: listOf(
          object({
            pipeline_id: ID,
            pipeline_name: TEXT,
            stage_id: ID,
            stage_name: TEXT,
            type: { type: 'string', enum: [...STAGE_TYPES] },
            count: NUMBER,
            currency: CURRENCY,
            value: SUM,
            expected_revenue: SUM,
            by_currency: BY_CURRENCY,
          })
        ),
        by_priority: tally(DEAL_PRIORITIES),
      }),
    },
  },
  'deal_boards.show': {
    id: 'getDealBoard',
    summary: 'Read a pipeline with the deals in its stages',
    description:
      'Of the default pipeline by default; `page_size` deals per stage, and the rest at `next`.',
    grammar: 'board',
    query: { pipeline: ID, closed: FLAG },
    answers: {
      200: object({
        pipeline: object({ id: ID, name: TEXT }),
        columns: listOf(
          object({
            stage: schemaOfSummary(stageSummary),
            count: NUMBER,
            currency: CURRENCY,
            value: SUM,
            expected_revenue: SUM,
            by_currency: BY_CURRENCY,
            deals: listOf(entryOf(deals)),
            next: { type: ['string', 'null'], format: 'uri' },
          })
        ),
      }),
    },
  },
  'deal_forecasts.show': {
    id: 'getDealForecast',
    summary: 'Forecast the revenue of open deals',
    description: 'By the month, or by the quarter where `quarters` is said instead.',
    grammar: 'selection',
    query: HORIZON,
    answers: { 200: FORECAST },
  },
  'stale_deals.index': {
    id: 'listStaleDeals',
    summary: 'List open deals that have not been touched for long',
    description: 'For as many `days`, or else as many as their stages allow.',
    grammar: 'page',
    query: { days: upTo(MAX_DAYS_UNTOUCHED) },
    answers: { 200: pageOf(deals) },
  },
  'deal_histories.show': {
    id: 'getDealHistory',
    summary: 'Read the stage history of a deal',
    description: 'Newest first, all of it.',
    answers: {
      200: onePage(schemaOfSummary(intervalSummary)),
    },
  },
  'deal_moves.store': {
    id: 'moveDeal',
    command: 'move',
    summary: 'Move a deal to another stage, or to the next one',
    body: moveValidator,
    answers: { 200: actionOn(deals) },
  },
  'deal_wins.win': { id: 'winDeal', ...winning },
  'deal_wins.mark_won': { id: 'markDealWon', ...winning, description: 'The same as `win`.' },
  'deal_losses.lose': { id: 'loseDeal', ...losing },
  'deal_losses.mark_lost': { id: 'markDealLost', ...losing, description: 'The same as `lose`.' },
  'deal_reopenings.store': {
    id: 'reopenDeal',
    command: 'reopen',
    summary: 'Reopen a closed deal',
    description: 'By default in the open stage where it was last.',
    body: reopeningValidator,
    answers: { 200: actionOn(deals) },
  },
}

const description: ApiDescription = { operations }

export default description
