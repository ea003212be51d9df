/*
|--------------------------------------------------------------------------
| What every entry point shares
|--------------------------------------------------------------------------
|
| The root of the application, the way modules are imported, the ".env" that
| a fresh clone does not have yet, and how a process ends.
|
*/

import type { RequestListener, Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { prettyPrintError } from '@adonisjs/core'
import type { ApplicationService } from '@adonisjs/core/types'
import { ensureEnvFile } from '#core/support/env_file'
import { type Patience, makeHttpServer } from '#core/http/http_server'
import { readiness } from '#core/health/readiness'
import { describeStartFailure } from '#core/health/start_failure'

process.env.TZ = 'UTC'

export const APP_ROOT = new URL('../', import.meta.url)

/** Nothing that hangs keeps the process from ending. */
const MAX_END_IN_MS = 25_000

/** Sockets to peers that are gone may be left when all is done, and nothing is lost with them. */
const MAX_REST_IN_MS = 2_000

export function importer(filePath: string): Promise<unknown> {
  if (filePath.startsWith('./') || filePath.startsWith('../')) {
    return import(new URL(filePath, APP_ROOT).href)
  }
  return import(filePath)
}

/**
 * Ends a server that is told to stop: first it says that it is not ready, for
 * SHUTDOWN_DELAY seconds when a balancer needs time to notice; then it finishes
 * the requests it has. It ends once, whatever else goes wrong meanwhile.
 */
export function stopOnSignals(app: ApplicationService) {
  let ending: Promise<void> | null = null
  const end = async () => {
    readiness.withdraw()
    await sleep(Number(process.env.SHUTDOWN_DELAY ?? 0) * 1000)
    setTimeout(() => process.exit(1), MAX_END_IN_MS).unref()
    await app.terminate()
    setTimeout(() => process.exit(), MAX_REST_IN_MS).unref()
  }
  const stop = () => {
    ending ??= end().catch((error: unknown) => {
      console.error(error)
      process.exit(1)
    })
  }
  app.listen('SIGTERM', stop)
  app.listen('SIGINT', stop)
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      process.exitCode = 1
      console.error(error)
      stop()
    })
  }
}

/** Makes the server of an application that has started, as patient as config/clients.ts says. */
export function httpServerOf(app: () => ApplicationService | undefined) {
  return (handle: RequestListener): Server => {
    const patience: Patience | undefined = app()?.config.get('clients')
    if (!patience) throw new Error('The settings are not read yet')
    return makeHttpServer(patience, handle)
  }
}

/** A plugin that throws when it is loaded, or cannot be, says nothing of which one it is. */
async function describePlugins(): Promise<string | null> {
  try {
    const { loadTrouble } = await import('#core/plugins/start_trouble')
    return loadTrouble()
  } catch {
    return null
  }
}

/** Says why a process did not start, and lets go of what it holds. */
export async function giveUp(app: ApplicationService | undefined, error: unknown) {
  process.exitCode = 1
  const description = describeStartFailure(error) ?? (await describePlugins())
  if (description === null) await prettyPrintError(error)
  else console.error(`\n${description}\n`)
  await app?.terminate()
}

await ensureEnvFile(APP_ROOT).catch((error: unknown) => {
  const description = describeStartFailure(error)
  if (description === null) throw error
  console.error(`\n${description}\n`)
  process.exit(1)
})
