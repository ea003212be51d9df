import { BaseCommand } from '@adonisjs/core/ace'
import { describeStartFailure } from '#core/health/start_failure'

/**
 * A command about the data of the embedded database as files, with the server as it is: the
 * application is not started. What it refuses, it says in a sentence.
 */
export abstract class EmbeddedCommand extends BaseCommand {
  /** Does it, once it is clear that the embedded database is meant. */
  protected abstract work(installation: Installation): Promise<void>

  /** What to do where DATABASE_URL names a server of a user's own. */
  protected abstract elsewhere(): Promise<string>

  override async run() {
    const { default: env } = await import('#start/env')
    if (env.get('DATABASE_URL')) {
      this.logger.log(await this.elsewhere())
      this.exitCode = 1
      return
    }
    const { applicationVersion } = await import('#core/backup/file')
    const { projectFolder } = await import('#core/support/project_folder')
    try {
      await this.work({
        root: projectFolder(this.app),
        appKey: env.get('APP_KEY').release(),
        version: await applicationVersion(this.app.makePath('package.json')),
      })
    } catch (error) {
      const description = describeStartFailure(error)
      if (description === null) throw error
      this.logger.error(description)
      this.exitCode = 1
    }
  }
}

/** The installation that a command works on. */
export interface Installation {
  /** Absolute path of the folder that `storage` lies in. */
  readonly root: string
  readonly appKey: string
  /** The version of the application. */
  readonly version: string
}
