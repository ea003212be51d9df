/** How often a pattern may repeat without saying how often at most: each one more multiplies the time that it takes. */
const MAX_REPETITIONS = 2
/** How often it may leave something open: each one doubles it. */
const MAX_OPEN = 4

/**
 * Whether a regular expression is one that no text makes slow, since members of organizations write them:
 * of few repetitions, none of a group, and without references to what was found.
 */
export function isSimple(pattern: string): boolean {
  if (!compiles(pattern)) return false
  const bare = pattern.replaceAll(/\\[^bBkpP1-9]/g, 'x').replaceAll(/\[[^\]]*\]/g, 'x')
  if (/\\[k1-9]|\(\?(?!:)/.test(bare)) return false
  if (/\)(?:[*+{?])/.test(bare)) return false
  const repetitions = bare.match(/[*+]|\{\d+,\d*\}/g) ?? []
  const open = bare.match(/\?|\|/g) ?? []
  return repetitions.length <= MAX_REPETITIONS && open.length <= MAX_OPEN
}

function compiles(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u').source !== ''
  } catch {
    return false
  }
}
