import type { Refinement } from '#core/resources/inputs'

/** A score that a caller writes is their own; the rules keep theirs beside it. */
export const withOwnScore: Refinement = ({ lead_score: own, ...rest }) =>
  own === undefined ? rest : { ...rest, score_manual: own }
