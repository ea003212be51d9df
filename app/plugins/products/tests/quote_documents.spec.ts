import { test } from '@japa/runner'
import { extractText, getDocumentProxy } from 'unpdf'
import { api } from '#tests/support/api'
import { type Shop, addLines, makeQuote, openShop } from '#tests/support/quotes'
import { inDatabase } from '#tests/support/deals'
import { FilledForm } from '#tests/support/forms'
import { enter } from '#tests/support/visitor'
import type { ApiClient } from '@japa/api-client'

const HOSTILE = `<script>alert(1)</script>"'{{ 7*7 }}`
/* A mark that turns what follows it around, which would hide what a file or an amount is. */
const BIDI = 'Rocket\u202efdp.exe'

async function quoteIn(client: ApiClient, shop: Shop, locale: string, lines: readonly object[]) {
  await inDatabase(shop.acme, 'UPDATE organizations SET locale = $1 WHERE id = $2', [
    locale,
    shop.acme.id,
  ])
  await addLines(
    shop.acme,
    shop.deal,
    lines.map((line) => ({ ...line }))
  )
  const { id } = await makeQuote(client, shop.acme.owner, shop.deal, { valid_until: '2099-03-02' })
  return `/api/quotes/${id}`
}

const download = (client: ApiClient, { acme }: Shop, path: string) =>
  api(client, acme.owner)
    .get(`${path}/pdf/`)
    .setup(({ request }) => void request.responseType('arraybuffer'))

async function pagesOf(bytes: Buffer): Promise<string[]> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)))
  return text
}

test.group('Quotes | printed', () => {
  test('as a page in the language and currency of the organization', async ({ client, assert }) => {
    const shop = await openShop({ currency: 'EUR', title: 'Raketen' })
    const path = await quoteIn(client, shop, 'de-DE', [
      { name: 'Ракета', quantity: '2.5', unit_price: '1234.50', discount: '10', unit: 'kg' },
    ])
    const page = await api(client, shop.acme.owner).get(`${path}/page/`)
    page.assertStatus(200)
    const html = page.text()
    for (const text of [
      '<html lang="de-DE">',
      'Angebot QU-001',
      'Ракета',
      '2,5 kg',
      '1.234,50 €',
      '2.777,63 €',
      '10 %',
      'Gültig bis',
      '2. März 2099',
      'Entwurf',
    ]) {
      assert.include(html.replaceAll(/[\u00a0\u202f]/g, ' '), text)
    }
  })

  test('as a page that runs, loads and sends nothing', async ({ client, assert }) => {
    const shop = await openShop({ title: HOSTILE }, { name: HOSTILE })
    const path = await quoteIn(client, shop, 'en-US', [
      { name: HOSTILE, description: `${BIDI}\n${'x'.repeat(9_000)}` },
    ])
    const page = await api(client, shop.acme.owner).get(`${path}/page/`)
    assert.equal(page.header('content-type'), 'text/html; charset=utf-8')
    assert.equal(page.header('x-content-type-options'), 'nosniff')
    const policy = String(page.header('content-security-policy'))
    for (const part of [
      `default-src 'none'`,
      'sandbox',
      `form-action 'none'`,
      `frame-ancestors 'none'`,
    ]) {
      assert.include(policy, part)
    }
    assert.notMatch(policy, /unsafe|allow-|https?:/)
    const html = page.text()
    assert.notMatch(html, /<script|<img|<link|\ssrc=|\son\w+=|url\(/i)
    assert.include(html, '&lt;script&gt;alert(1)&lt;/script&gt;')
    assert.include(html, '{{ 7*7 }}')
  })

  test('as PDF, which is the same each time, with all of its text', async ({ client, assert }) => {
    const shop = await openShop({ currency: 'EUR', title: 'Полёт' }, { name: 'Ελένη' })
    const path = await quoteIn(client, shop, 'en-GB', [
      { name: 'Ракета', quantity: '2', unit_price: '1234.50', discount: '50', tax_rate: '19' },
      { name: 'Fuel', tax_rate: '7' },
    ])
    const [first, second] = [await download(client, shop, path), await download(client, shop, path)]
    first.assertStatus(200)
    assert.equal(first.header('content-type'), 'application/pdf')
    assert.equal(first.header('content-disposition'), 'attachment; filename=QU-001.pdf')
    assert.isTrue(Buffer.from(first.body()).equals(Buffer.from(second.body())))
    const [text = ''] = await pagesOf(first.body())
    for (const part of [
      'QU-001',
      'Полёт',
      'Ελένη',
      'Ракета',
      '€1,234.50',
      '50%',
      'Tax at 19%',
      'Page 1 of 1',
    ]) {
      assert.include(text, part)
    }
    assert.include(text, '€1,576.06')
  })

  test('as PDF over several pages, each with the head of its table and its number', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const lines = Array.from({ length: 90 }, (_, index) => ({ name: `Part ${index + 1}.` }))
    const pages = await pagesOf(
      (await download(client, shop, await quoteIn(client, shop, 'en', lines))).body()
    )
    assert.isAbove(pages.length, 2)
    for (const [index, text] of pages.entries()) {
      assert.include(text, `Page ${index + 1} of ${pages.length}`)
      if (/Part \d+\./.test(text)) assert.match(text, /Description.*Quantity/s)
    }
    const all = pages.join('\n')
    for (const { name } of lines) assert.include(all, name)
  })

  test('as PDF in which nothing that was typed does anything', async ({ client, assert }) => {
    const shop = await openShop({ title: BIDI }, { name: HOSTILE })
    const long = 'x'.repeat(9_990)
    const path = await quoteIn(client, shop, 'en', [
      { name: HOSTILE, description: `${long} (end)` },
      { name: `${BIDI} http://example.com/`, description: '/JavaScript (app.alert(1))' },
    ])
    const pdf = await download(client, shop, path)
    pdf.assertStatus(200)
    const source = Buffer.from(pdf.body()).toString('latin1')
    assert.notMatch(source, /\/(JavaScript|JS|OpenAction|URI|Launch|EmbeddedFile|AA)\b/)
    const text = (await pagesOf(pdf.body())).join('\n')
    assert.include(text, 'alert(1)</script>')
    assert.notInclude(text, '\u202e')
    assert.include(text, '(end)')
  })

  test('where there is no value to be shown, as where yen have no decimals', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ currency: 'JPY', customer_id: null })
    const path = await quoteIn(client, shop, 'ja-JP', [{ unit_price: '1500', tax_rate: '0' }])
    const page = await api(client, shop.acme.owner).get(`${path}/page/`)
    page.assertStatus(200)
    assert.include(page.text(), '1,500')
    const pdf = await download(client, shop, path)
    pdf.assertStatus(200)
  })
})

test.group('Quotes | in the admin', () => {
  test('stand on the page of their deal, and have a page, a PDF and their commands', async ({
    client,
    assert,
  }) => {
    const { acme, deal } = await openShop()
    await addLines(acme, deal, [{}])
    const { id } = await makeQuote(client, acme.owner, deal)
    const visitor = await enter()
    const home = `/admin/organizations/${acme.slug}`
    const ofDeal = await visitor.get(`${home}/deals/${deal}`)
    assert.include(ofDeal.html, 'QU-001')
    assert.include(ofDeal.html, `${home}/quotes/${id}`)

    const page = `${home}/quotes/${id}`
    const draft = await visitor.get(page)
    for (const name of ['page', 'pdf', 'refresh', 'send']) {
      assert.include(draft.html, `${page}/actions/products/${name}`)
    }
    assert.notInclude(draft.html, `${page}/actions/products/accept`)
    assert.include((await visitor.get(`${page}/actions/products/page`)).html, 'Quote QU-001')

    await visitor.send(page, `${page}/actions/products/send`)
    const form = `${page}/actions/products/decline`
    const decline = async (reason: string) => {
      const filled = FilledForm.on((await visitor.get(form)).html, form).with({ reason })
      return visitor.post(form, filled.body, form)
    }
    const refused = await visitor.follow(await decline('x'.repeat(1001)))
    assert.match(refused.html, /id="wrong-reason"/)
    await decline('Too dear')
    const rows = await inDatabase(acme, 'SELECT status, decline_reason FROM quotes')
    assert.deepEqual(rows, [{ status: 'declined', decline_reason: 'Too dear' }])
  })
})
