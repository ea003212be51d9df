import type { ApplicationService } from '@adonisjs/core/types'

/**
 * The folder that `storage` lies in: the checkout, also for a build inside it, so that building
 * anew keeps the data.
 */
export function projectFolder(app: ApplicationService): string {
  return app.makePath().replace(/[\\/]build[\\/]?$/, '')
}
