import type { ApiClient } from '@japa/api-client'
import { DateTime } from 'luxon'
import type { Browser } from 'playwright'
import { obstacles } from '#tests/browser/accessibility'
import { PHONE, sit } from '#tests/browser/people'
import { makeCustomer, makeCustomers } from '#tests/support/customers'
import { makeDeal, makeDeals } from '#tests/support/deals'
import { someOfEverything } from '#tests/support/everything'
import { everyPage, pagesThere } from '#tests/support/pages'
import { type Company, hire, hireWith, makeCompany } from '#tests/support/personas'
import { turnOnAll } from '#tests/support/plugins'
import { enter } from '#tests/support/visitor'

/** What was seen on all pages. Of what is wrong each says on which. */
interface Seen {
  readonly pages: number
  lists: number
  /** What keeps people from using them, in light and in dark. */
  readonly obstacles: string[]
  /** Those on which a user's words came alive. */
  readonly alive: string[]
  /** Lists that are wider than a usual window, by pixels. */
  readonly wide: string[]
  /** Pages that are wider than a phone. */
  readonly wideOnPhone: string[]
  /** What the browser says of them. */
  readonly mishaps: readonly string[]
}

const DESK = { width: 1280, height: 800 }

/** What a page of ours never has, so that it is a user's words that came alive. */
const ALIVE = 'main img, main script:not([src^="/admin/assets/"]), a[href^="javascript:"]'
const HOSTILE = `<img src=x onerror=alert(1)><script>alert(2)</script>{{1234*5678}}"'`
/** One word without an end, a formula of spreadsheets, and letters that go the other way. */
const UNWIELDY = ['W'.repeat(200), '=HYPERLINK("http://x","y")', '\u202Eمرحبا بالعالم شركة']
const closingIn = (weeks: number) => DateTime.utc().plus({ weeks }).toISODate()

/** By how many pixels a list is wider than its place; null on a page without one. */
const OVERFLOW = `(() => {
  const list = document.querySelector('.list-scroll')
  return list && list.scrollWidth - list.clientWidth
})()`

/** Where a list must fit with its usual columns: others are as wide as a user makes them. */
const USUAL_LIST = /\/[a-z-]+s(-logs)?$/

let walk: Promise<Seen> | undefined

/**
 * Every page there is, found by the routes, with something on each. They take long to come, and
 * less to be looked at: so they are visited once, for all tests that ask.
 */
export function seeEveryPage(browser: Browser, client: ApiClient): Promise<Seen> {
  return (walk ??= visit(browser, client))
}

async function visit(browser: Browser, client: ApiClient): Promise<Seen> {
  const paths = await findPages(client)
  const { page, mishaps } = await sit(browser, { viewport: DESK })
  const seen: Seen = {
    pages: paths.length,
    lists: 0,
    obstacles: [],
    alive: [],
    wide: [],
    wideOnPhone: [],
    mishaps,
  }
  for (const path of paths) {
    await page.goto(path)
    const drawn = await page.locator(ALIVE).count()
    const text = await page.locator('main').innerText()
    if (drawn > 0 || text.includes('7006652')) seen.alive.push(path)
    for (const obstacle of await obstacles(page)) seen.obstacles.push(`${path}: ${obstacle}`)
    const over = USUAL_LIST.test(path) ? await page.evaluate<number | null>(OVERFLOW) : null
    if (over !== null) seen.lists += 1
    if (over) seen.wide.push(`${path}: ${over}`)
    await page.setViewportSize(PHONE)
    const width = await page.evaluate<number>('document.documentElement.scrollWidth')
    if (width > PHONE.width) seen.wideOnPhone.push(`${path}: ${width}`)
    await page.setViewportSize(DESK)
  }
  return seen
}

async function findPages(client: ApiClient): Promise<string[]> {
  const acme = await busyCompany()
  const paths = everyPage(acme, await someOfEverything(client, acme))
  const here = `/admin/organizations/${acme.slug}`
  return [
    ...(await pagesThere(await enter(), paths)),
    `${here}/board?closed=true`,
    `${here}/customers?status[in]=active&deleted=true`,
    `${here}/customers?columns=name,city&search=customer`,
  ]
}

/** A company with something on every page, and hostile words wherever a user may write. */
async function busyCompany(): Promise<Company> {
  const acme = await makeCompany()
  await turnOnAll(acme)
  await hire(acme, { roles: ['sales'] })
  await hireWith(acme, ['customers:read/own'])
  await makeCustomers(acme, 30)
  await makeCustomer(acme, {
    name: HOSTILE,
    website: 'https://example.com',
    tags: ['a', 'b'],
    notes: HOSTILE,
  })
  await makeDeals(acme, 3, (number) => ({ value: '1000', expected_close_date: closingIn(number) }))
  await makeDeal(acme, { title: HOSTILE })
  for (const name of UNWIELDY) await makeCustomer(acme, { name, company_name: name, notes: name })
  for (const title of UNWIELDY) await makeDeal(acme, { title, value: '999999999.99' })
  return acme
}
