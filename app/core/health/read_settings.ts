import { Env, errors } from '@adonisjs/core/env'
import { productionProblems, productionSettings } from '#core/health/production_check'
import { StartupError } from '#core/health/startup_error'

type Schema = Parameters<typeof Env.create>[1]

/**
 * Reads the settings of this process from its environment and from `.env`.
 *
 * @param isServer whether it is refused what is merely unsafe in production:
 * commands may look at it, and mend it
 * @throws StartupError that names everything that is wrong with them
 */
export async function readSettings<S extends Schema>(root: URL, schema: S, isServer: boolean) {
  const read = await Env.create(root, schema).catch(faultsIn)
  /* By now the environment holds what ".env" says, too. */
  const isProduction = process.env.NODE_ENV === 'production'
  const unsafe = isProduction ? productionProblems(productionSettings(process.env)) : []
  if (read instanceof Env && (!isServer || unsafe.length === 0)) return read
  const faults = read instanceof Env ? unsafe : [...read, ...unsafe]
  throw new StartupError('The settings cannot be used:', [...new Set(faults)])
}

/** One sentence each. @throws what is anything else */
function faultsIn(error: unknown): string[] {
  if (!(error instanceof errors.E_INVALID_ENV_VARIABLES)) throw error
  return error.help.split('\n').map((line) => line.replace(/^- /, '').replace(/[^.]$/, '$&.'))
}
