import { constants } from 'node:fs'
import { access, mkdir } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import { type Finding, problem } from '#support/checkup/finding'

/** Whether the log file can be written. */
export async function checkLogs(): Promise<Finding[]> {
  const folder = app.makePath('logs')
  try {
    await mkdir(folder, { recursive: true })
    await access(folder, constants.W_OK)
    return []
  } catch {
    return [
      problem(`The folder ${folder} cannot be written. Give it to the user who runs the server.`),
    ]
  }
}
