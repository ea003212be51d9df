import { OperatorCommand } from '#core/support/operator_command'

/**
 * A command about the data of the embedded database as files, with the server as it is: the
 * application is not started.
 */
export abstract class EmbeddedCommand extends OperatorCommand {
  /** Does it, once it is clear that the embedded database is meant. */
  protected abstract workOn(installation: Installation): Promise<void>

  /** What to do where DATABASE_URL names a server of a user's own. */
  protected abstract elsewhere(): Promise<string>

  protected async work() {
    const { default: env } = await import('#start/env')
    if (env.get('DATABASE_URL')) {
      this.logger.log(await this.elsewhere())
      this.exitCode = 1
      return
    }
    const { applicationVersion } = await import('#core/support/application_version')
    const { projectFolder } = await import('#core/support/project_folder')
    await this.workOn({
      root: projectFolder(this.app),
      appKey: env.get('APP_KEY').release(),
      version: await applicationVersion(this.app),
    })
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
