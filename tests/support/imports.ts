import type { ApiClient, ApiResponse } from '@japa/api-client'
import workImport from '#plugins/imports/jobs/run_import'
import Import from '#plugins/imports/models/import'
import type { Line } from '#plugins/imports/models/import/csv_file'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'
import { runJobs } from '#tests/support/jobs'
import type { Company, Persona } from '#tests/support/personas'

/** What is said of a file that is to be imported. */
export interface Asked {
  readonly resource?: string
  readonly mapping?: unknown
  readonly match_by?: string
  readonly dry_run?: boolean
  readonly delimiter?: string
  readonly encoding?: string
}

/** A file as a user would write it: lines of cells without anything to escape. */
export const csv = (...lines: readonly string[]) => lines.join('\n')

/** Sends a file to be imported: customers, by their names, unless something else is said. */
export function sendFile(
  client: ApiClient,
  { token }: Persona,
  content: string | Buffer,
  { resource = 'customers', dry_run, ...said }: Asked = {}
) {
  const { mapping, ...asked } = { mapping: { name: 'name' }, ...said }
  const fields = {
    resource,
    ...(mapping !== undefined && {
      mapping: typeof mapping === 'string' ? mapping : JSON.stringify(mapping),
    }),
    ...asked,
    ...(dry_run !== undefined && { dry_run: String(dry_run) }),
  }
  return client
    .post('/api/imports/')
    .bearerToken(token)
    .fields(fields)
    .file('file', Buffer.from(content), { filename: 'people.csv' })
}

/** Imports a file and waits for its end. @returns the import as the API shows it */
export async function importFile(
  client: ApiClient,
  by: Persona,
  content: string | Buffer,
  asked: Asked = {}
) {
  const response = await sendFile(client, by, content, asked)
  response.assertStatus(201)
  await runJobs()
  return showImport(client, by, response)
}

/** What the API shows of an import by now. */
export async function showImport(client: ApiClient, { token }: Persona, made: ApiResponse) {
  const response = await client.get(`/api/imports/${made.body().id}/`).bearerToken(token)
  response.assertStatus(200)
  return response.body()
}

/** An import of a company with a line that is refused, half done. @returns its id */
export async function makeImport({ id, owner }: Company): Promise<string> {
  const lines = Array.from({ length: 150 }, (_, at): Line => [
    at + 2,
    at === 0 ? ' ,\n' : `N ${at},\n`,
  ])
  const made = await UnitOfWork.run(forOrganization(id), async (unit) => {
    unit.setActor(owner.userId)
    return Import.submit(
      {
        resource: 'customers',
        fileName: 'people.csv',
        fileSize: 1000,
        file: {
          encoding: 'utf-8',
          delimiter: ',',
          header: 'name,city\n',
          columns: ['name', 'city'],
          lines,
        },
        mapping: { name: { column: 'name' } },
        matchBy: null,
        dryRun: false,
      },
      { requestId: '', keyId: null }
    )
  })
  const orderer = { userId: owner.userId, keyId: null, requestId: '' }
  const once = {
    messageId: '',
    attempt: 1,
    isLastAttempt: false,
    signal: new AbortController().signal,
    progress: async () => {},
  }
  await workImport.handle({ organizationId: id, importId: made.id, piece: 0, orderer }, once)
  return made.id
}
