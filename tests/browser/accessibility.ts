import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright'

const script = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const ALL = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** The rules that the colours of a page decide, and so its theme. */
const OF_COLOURS = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }

/** What keeps people from using a page, as far as a program can tell: WCAG 2.2, levels A and AA. */
export function obstacles(page: Page): Promise<string[]> {
  return violationsOf(page, ALL)
}

/** The same of a page that is already known in the other theme: what its colours decide. */
export function obstaclesOfColours(page: Page): Promise<string[]> {
  return violationsOf(page, OF_COLOURS)
}

async function violationsOf(page: Page, runOnly: object): Promise<string[]> {
  /* Not as a script of the page, whose policy would not let it in. */
  await page.evaluate(await script)
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run({ runOnly: ${JSON.stringify(runOnly)} })`
  )
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical' || impact === 'moderate')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)
}
