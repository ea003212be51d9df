import type { ApplicationService } from '@adonisjs/core/types'

/** The checkout, also for its build, so that building anew keeps the data. */
export function projectFolder(app: ApplicationService): string {
  return app.makePath().replace(/[\\/]build[\\/]?$/, '')
}
