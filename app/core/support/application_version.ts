import { readFile } from 'node:fs/promises'
import type { ApplicationService } from '@adonisjs/core/types'
import vine from '@vinejs/vine'

const versioned = vine.create({ version: vine.string() })

/** The version of the application, as package.json has it, before it has been started or after. */
export async function applicationVersion(app: ApplicationService): Promise<string> {
  const text = await readFile(app.makePath('package.json'), 'utf8')
  return (await versioned.validate(JSON.parse(text))).version
}
