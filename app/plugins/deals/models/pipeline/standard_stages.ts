import type PipelineStage from '#plugins/deals/models/pipeline_stage'

/** A stage as it is asked for; its place is its place in the list. */
export type StageDetails = Readonly<{
  name: string
  type?: PipelineStage['type'] | undefined
  probability?: string | undefined
}>

/** The stages of the pipeline that every organization begins with. */
export const STANDARD_STAGES: readonly StageDetails[] = [
  { name: 'Prospecting', type: 'open', probability: '10' },
  { name: 'Qualification', type: 'open', probability: '25' },
  { name: 'Proposal', type: 'open', probability: '50' },
  { name: 'Negotiation', type: 'open', probability: '75' },
  { name: 'Closed Won', type: 'won', probability: '100' },
  { name: 'Closed Lost', type: 'lost', probability: '0' },
]

/** The stages of a pipeline that is made without any: one of each kind. */
export const MIN_STAGES: readonly StageDetails[] = [
  { name: 'Open', type: 'open', probability: '10' },
  { name: 'Won', type: 'won', probability: '100' },
  { name: 'Lost', type: 'lost', probability: '0' },
]
