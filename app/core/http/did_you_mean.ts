import { distance as levenshtein } from 'fastest-levenshtein'

const MIN_LENGTH = 4
const MAX_LENGTH = 200
/* Two letters that have changed places count as two that are wrong. */
const SWAPPED = 2

/**
 * What a user meant who misspelt a word: the known one that is nearest to it,
 * or that goes on where it ends, as `customer_id` does after `customer`. Null
 * when none is near enough to be worth a guess.
 */
export function nearestWord(word: string, known: Iterable<string>): string | null {
  const asked = word.toLowerCase()
  if (asked.length < MIN_LENGTH || asked.length > MAX_LENGTH) return null
  let best: string | null = null
  let distance = Math.max(SWAPPED, Math.floor(asked.length / 3)) + 1
  for (const candidate of known) {
    const away = candidate.startsWith(`${asked}_`) ? 1 : levenshtein(asked, candidate.toLowerCase())
    if (away < distance) [best, distance] = [candidate, away]
  }
  return best
}

/** The question that ends a refusal, or nothing when there is no guess. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const guess = nearestWord(word, known)
  return guess === null ? '' : ` Did you mean "${guess}"?`
}
