import { existsSync } from 'node:fs'
import { StartupError } from '#core/health/startup_error'

const USUAL = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map(
  (name) => `/usr/bin/${name}`
)

/** Where Chromium is: CHROMIUM_PATH, or where packages put it. Nothing is installed. */
export function chromiumPath(): string {
  const named = process.env.CHROMIUM_PATH
  const found = named ? existsSync(named) && named : USUAL.find((path) => existsSync(path))
  if (found) return found
  throw new StartupError('The pages cannot be tested:', [
    named
      ? `There is no ${named}, which CHROMIUM_PATH names.`
      : 'There is no Chromium. Install it ("apt-get install chromium"), or name one in CHROMIUM_PATH.',
  ])
}

/** A sandbox needs a user who is not root. Nothing is fetched from anywhere. */
export const CHROMIUM_ARGUMENTS = [
  '--disable-background-networking',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
]
