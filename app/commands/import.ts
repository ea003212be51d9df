import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { BaseCommand, args, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import type { Outcome } from '#plugins/imports/run_here'

const BAR_WIDTH = 30

/** A file becomes records, as `POST /api/imports/` makes them. */
export default class ImportFile extends BaseCommand {
  static override commandName = 'import'
  static override description = 'Import a CSV file of customers, leads, deals and others'
  static override options: CommandOptions = { startApp: true }

  @args.string({ description: 'What its lines become, as in paths: customers' })
  declare resource: string

  @args.string({ description: 'The file' })
  declare file: string

  @flags.string({ description: 'The slug of the organization' })
  declare organization: string

  @flags.string({ description: 'In whose name; default: an owner' })
  declare as?: string

  @flags.array({
    description: 'From which column a field comes: --map=name=Account; default: those called alike',
  })
  declare map?: string[]

  @flags.string({ description: 'A JSON file with the mapping, as the API takes it' })
  declare mapping?: string

  @flags.string({ description: 'A field by which lines are known to be records that are there' })
  declare matchBy?: string

  @flags.string({ description: 'What separates cells: , ; | or tab' })
  declare delimiter?: string

  @flags.string({ description: 'In which encoding the file is: windows-1252' })
  declare encoding?: string

  @flags.boolean({ description: 'Say what would become of it, and change nothing' })
  declare dryRun?: boolean

  override async run() {
    const { importHere } = await import('#plugins/imports/run_here')
    const { toProblem } = await import('#core/http/exceptions/to_problem')
    if (!this.organization) return this.#refuse('Name the organization: --organization=acme')
    try {
      const place = { organization: this.organization, as: this.as }
      const content = await readFile(this.app.makePath(this.file))
      const file = { name: basename(this.file), content }
      const outcome = await importHere(place, { fields: await this.#fields(), file }, (...far) =>
        this.#show(...far)
      )
      this.#tell(outcome)
    } catch (error) {
      if (isMissing(error)) return this.#refuse(`There is no file ${error.path}.`)
      const problem = toProblem(error)
      if (problem.status >= 500) throw error
      this.#refuse(problem.message)
      for (const { field, message } of problem.errors ?? []) {
        this.logger.logError(`  ${field}: ${message}`)
      }
    }
  }

  async #fields(): Promise<Record<string, string>> {
    const mapping = await this.#mapping()
    return {
      resource: this.resource,
      ...(mapping !== null && { mapping }),
      ...(this.matchBy !== undefined && { match_by: this.matchBy }),
      ...(this.delimiter !== undefined && { delimiter: this.delimiter }),
      ...(this.encoding !== undefined && { encoding: this.encoding }),
      ...(this.dryRun && { dry_run: 'true' }),
    }
  }

  /** Null: the columns are called like the fields. */
  async #mapping(): Promise<string | null> {
    if (this.mapping !== undefined) return readFile(this.app.makePath(this.mapping), 'utf8')
    if (!this.map || this.map.length === 0) return null
    const rules = this.map.map((rule) => {
      const [field = '', ...column] = rule.split('=')
      return [field, column.join('=')] as const
    })
    return JSON.stringify(Object.fromEntries(rules))
  }

  #show(processed: number, total: number) {
    if (!process.stdout.isTTY) return
    const full = Math.floor((processed / total) * BAR_WIDTH)
    const bar = `${'█'.repeat(full)}${'░'.repeat(BAR_WIDTH - full)}`
    process.stdout.write(`\r${bar} ${processed} of ${total}${processed === total ? '\n' : ''}`)
  }

  #tell(outcome: Outcome) {
    const { status, created, updated, unchanged, failed, incomplete, failure } = outcome
    for (const { line, message } of outcome.reasons) {
      this.logger.log(`line ${line}: ${message}`)
    }
    if (outcome.failed > outcome.reasons.length) {
      this.logger.log(`and ${outcome.failed - outcome.reasons.length} more lines`)
    }
    const counts = `${created} created, ${updated} updated, ${unchanged} unchanged, ${failed} refused`
    const rest = incomplete > 0 ? `, ${incomplete} without cells that do not fit` : ''
    if (status !== 'completed') return this.#refuse(`${counts}. ${failure ?? `It is ${status}.`}`)
    const verb = this.dryRun ? 'Nothing is written; it would be: ' : ''
    this.logger.success(`${verb}${counts}${rest}`)
    if (failed > 0) this.exitCode = 1
  }

  #refuse(sentence: string) {
    this.logger.error(sentence)
    this.exitCode = 1
  }
}

function isMissing(error: unknown): error is Error & { path: string } {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT' && 'path' in error
}
