import { fileURLToPath } from 'node:url'
import getPort from 'get-port'
import { Child } from '#bench/child'

/** The application in a process of its own, on the database of the tests. Its jobs are nobody's. */
export async function startSecondProcess(
  settings: Record<string, string | undefined> = {}
): Promise<Child> {
  const server = fileURLToPath(new URL('../../bin/server.ts', import.meta.url))
  return Child.start(await getPort({ host: '127.0.0.1' }), ['--import=@poppinss/ts-exec', server], {
    WORKERS: 'off',
    ...settings,
  })
}
