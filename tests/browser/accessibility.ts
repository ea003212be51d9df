import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright'

const script = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const ALL = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** The rules that the colours of a page decide, and so its theme. */
const OF_COLOURS = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }

/** Colours that change slowly are measured as they are in the end. */
const NO_TRANSITIONS = `{
  const sheet = new CSSStyleSheet()
  sheet.replaceSync('*, *::before, *::after { transition: none !important }')
  document.adoptedStyleSheets.push(sheet)
}`

/** Pages whose scripts follow the theme have followed it by then. */
const DRAWN = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))'

/**
 * What keeps people from using a page as it stands, in light and in dark, as far as a program can
 * tell: WCAG 2.2, levels A and AA. The page is light before and afterwards.
 */
export async function obstacles(page: Page): Promise<string[]> {
  /* Not as a script of the page, whose policy would not let it in. */
  await page.evaluate(await script)
  const light = await violationsOf(page, ALL)
  await page.evaluate(NO_TRANSITIONS)
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.evaluate(DRAWN)
  const dark = await violationsOf(page, OF_COLOURS)
  await page.emulateMedia({ colorScheme: 'light' })
  return [...light, ...dark.map((violation) => `in dark: ${violation}`)]
}

const GRAVE = ['moderate', 'serious', 'critical']

/** The page itself picks out what is told: all that was found, with its passes, takes long to come. */
async function violationsOf(page: Page, runOnly: object): Promise<string[]> {
  const options = JSON.stringify({ runOnly, resultTypes: ['violations'] })
  return page.evaluate<string[]>(`axe.run(${options}).then(({ violations }) =>
    violations
      .filter(({ impact }) => ${JSON.stringify(GRAVE)}.includes(impact))
      .map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 120)).join(' | '))
  )`)
}
