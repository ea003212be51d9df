import { writeFile } from 'node:fs/promises'
import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import type { accessMatrix } from '#core/access/access_matrix'
import { accessRuleName } from '#core/access/route_access_rule'

const MATRIX = 'docs/api/access-matrix.md'

export default class RoutesPermissions extends BaseCommand {
  static override commandName = 'routes:permissions'
  static override description = 'List every route with what it asks of its caller'
  static override options: CommandOptions = { startApp: true }

  @flags.boolean({ description: 'Also the routes under /api/v1, which are those under /api' })
  declare all: boolean

  @flags.boolean({ description: `Write ${MATRIX}: which built-in role may use which route` })
  declare matrix: boolean

  override async run() {
    const router = await this.app.container.make('router')
    router.commit()
    const { allRoutes, unversioned } = await import('#core/http/routes')
    if (this.matrix) return this.#writeMatrix(unversioned(allRoutes()))

    const routes = this.all ? allRoutes() : unversioned(allRoutes())
    const table = this.ui.table().head(['Method', 'Pattern', 'Requirement'])
    for (const { method, pattern, accessRule } of routes) {
      table.row([method, pattern, accessRule ? accessRuleName(accessRule) : 'none'])
    }
    table.render()
    const undeclared = routes.filter(({ accessRule }) => accessRule === null).length
    if (undeclared === 0) return
    this.logger.error(`${undeclared} of these routes do not say whom they let in`)
    this.exitCode = 1
  }

  async #writeMatrix(routes: Parameters<typeof accessMatrix>[0]) {
    const { accessMatrix } = await import('#core/access/access_matrix')
    await writeFile(this.app.makePath(MATRIX), accessMatrix(routes))
    this.logger.success(`${MATRIX} is up to date`)
  }
}
