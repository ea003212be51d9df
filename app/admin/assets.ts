import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import app from '@adonisjs/core/services/app'
import { ADMIN } from '#admin/path'

interface Asset {
  readonly type: string
  readonly content: Buffer
  /** Contains a digest of the content, so that it may be kept for ever. */
  readonly name: string
}

const TYPES: Readonly<Record<string, string>> = {
  'admin.css': 'text/css; charset=utf-8',
  'admin.js': 'text/javascript; charset=utf-8',
  'bell.js': 'text/javascript; charset=utf-8',
  'board.js': 'text/javascript; charset=utf-8',
  'import_form.js': 'text/javascript; charset=utf-8',
  'live.js': 'text/javascript; charset=utf-8',
  'imports.js': 'text/javascript; charset=utf-8',
  'favicon.svg': 'image/svg+xml',
}

const known = new Map<string, Asset>()

/** The path of a style, script or image of the pages. */
export function assetPath(file: string): string {
  return `${ADMIN}/assets/${load(file).name}`
}

/** The asset that is served under a name, or null when there is no such version of it. */
export function assetNamed(name: string): Asset | null {
  const match = /^(\w+)\.[\w-]+\.(css|js|svg)$/.exec(name)
  const file = `${match?.[1]}.${match?.[2]}`
  if (!(file in TYPES)) return null
  const asset = load(file)
  return asset.name === name ? asset : null
}

/** Files change while a user works on them, and never in production. */
function load(file: string): Asset {
  const loaded = known.get(file)
  if (loaded && !app.inDev) return loaded
  const content = readFileSync(app.makePath('resources/admin', file))
  const digest = hash('sha256', content, 'base64url').slice(0, 12)
  const asset = {
    type: TYPES[file] ?? 'application/octet-stream',
    content,
    name: file.replace('.', `.${digest}.`),
  }
  known.set(file, asset)
  return asset
}
