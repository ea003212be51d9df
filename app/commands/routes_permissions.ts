import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { requirementName, requirementOf } from '#policies/route_requirement'

export default class RoutesPermissions extends BaseCommand {
  static override commandName = 'routes:permissions'
  static override description = 'List every route with what it asks of its caller'
  static override options: CommandOptions = { startApp: true }

  @flags.boolean({ description: 'Also the routes under /api/v1, which are those under /api' })
  declare all: boolean

  override async run() {
    const router = await this.app.container.make('router')
    router.commit()
    const routes = Object.values(router.toJSON())
      .flat()
      .filter(({ pattern }) => this.all || !pattern.startsWith('/api/v1'))
    const table = this.ui.table().head(['Methods', 'Pattern', 'Requirement'])
    let undeclared = 0
    for (const route of routes) {
      const requirement = requirementOf(route)
      if (requirement === null) undeclared += 1
      const methods = route.methods.filter((method) => method !== 'HEAD').join(', ')
      table.row([methods, route.pattern, requirement ? requirementName(requirement) : 'none'])
    }
    table.render()
    if (undeclared === 0) return
    this.logger.error(`${undeclared} of these routes do not say whom they let in`)
    this.exitCode = 1
  }
}
