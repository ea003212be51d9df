import type { NamedReporterContract } from '@japa/runner/types'

/**
 * Ends a run with one line that counts it: `12 passed, 0 failed`. What failed
 * outside of a test, such as a hook, counts as a failure too.
 */
export function tally(): NamedReporterContract {
  return {
    name: 'tally',
    handler(_runner, emitter) {
      let passed = 0
      let failed = 0
      emitter.on('test:end', ({ hasError, isSkipped }) => {
        if (hasError) failed += 1
        else if (!isSkipped) passed += 1
      })
      emitter.on('runner:end', ({ hasError }) => {
        if (hasError && failed === 0) failed = 1
        process.once('exit', () => console.log(`\n${passed} passed, ${failed} failed`))
      })
    },
  }
}
