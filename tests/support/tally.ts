import type { NamedReporterContract } from '@japa/runner/types'

/** Until a process that has nothing more to do is told to have been kept from ending. */
const PATIENCE_MS = 60_000

/**
 * Ends a run with one line that counts it: `12 passed, 0 failed`. What failed
 * outside of a test, such as a hook, counts as a failure too; so does a process
 * that does not end by itself, since a server would not stop either.
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
        setTimeout(() => {
          failed += 1
          const open = process.getActiveResourcesInfo().join(', ')
          console.error(`\nThe tests have ended, but their process does not. It waits for: ${open}`)
          process.exit(1)
        }, PATIENCE_MS).unref()
      })
    },
  }
}
