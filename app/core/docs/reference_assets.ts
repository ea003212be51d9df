import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import app from '@adonisjs/core/services/app'

/** A style or script of the pages about the API. */
export interface ReferenceAsset {
  readonly type: string
  readonly content: Buffer
}

const CSS = 'text/css; charset=utf-8'
const SCRIPT = 'text/javascript; charset=utf-8'

/** Those of the renderer, which its package brings; and our own. Nothing comes from elsewhere. */
const PACKAGED: Readonly<Record<string, string>> = {
  'swagger-ui.css': CSS,
  'swagger-ui-bundle.js': SCRIPT,
}
const OWN: Readonly<Record<string, string>> = { 'docs.css': CSS, 'reference.js': SCRIPT }

const known = new Map<string, ReferenceAsset>()

/** The asset of this name; null when there is none. */
export function referenceAsset(name: string): ReferenceAsset | null {
  const type = PACKAGED[name] ?? OWN[name]
  if (type === undefined) return null
  const asset = known.get(name) ?? { type, content: readFileSync(pathOf(name)) }
  if (!app.inDev) known.set(name, asset)
  return asset
}

function pathOf(name: string): string {
  if (name in OWN) return app.makePath('resources/docs', name)
  return createRequire(import.meta.url).resolve(`swagger-ui-dist/${name}`)
}
