import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { REPOSITORY } from '#tests/support/clone'

/** The lines of the shell under "Production" in docs/operations.md. */
export async function documentedInstall(): Promise<string[]> {
  const page = await readFile(join(REPOSITORY, 'docs/operations.md'), 'utf8')
  const [, block = ''] = /## Production\n+```sh\n([^]*?)```/.exec(page) ?? []
  return block.trim().split('\n')
}
