import { fileURLToPath } from 'node:url'
import { freePort } from '#core/support/free_port'
import { Child } from '#bench/child'

/** The application in a process of its own, on the database of the tests. Its jobs are nobody's. */
export async function startSecondProcess(
  settings: Record<string, string | undefined> = {}
): Promise<Child> {
  const server = fileURLToPath(new URL('../../bin/server.ts', import.meta.url))
  return Child.start(await freePort(), ['--import=@poppinss/ts-exec', server], {
    WORKERS: 'off',
    ...settings,
  })
}
