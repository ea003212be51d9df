import { test } from '@japa/runner'
import fc from 'fast-check'
import { isDateFormat, readDate } from '#plugins/imports/models/import/dates'
import { readAmount, readDecimal } from '#plugins/imports/models/import/numbers'
import { readPhone } from '#plugins/imports/models/import/phones'
import { UnreadableCell } from '#plugins/imports/models/import/unreadable_cell'
import { typed } from '#plugins/imports/models/import/mapping'

type Mark = '.' | ','

const MARKS = [
  { mark: '.', other: ',' },
  { mark: ',', other: '.' },
] as const

const LOCALES = [
  ['en-US', '.'],
  ['en-IN', '.'],
  ['de-CH', '.'],
  ['de-DE', ','],
  ['fr-FR', ','],
  ['sv-SE', ','],
  ['pl-PL', ','],
  ['pt-BR', ','],
] as const

/** What a text is read as; null when it is refused. */
function read(text: string, mark: Mark): string | null {
  try {
    return readDecimal(text, mark)
  } catch (error) {
    if (error instanceof UnreadableCell) return null
    throw error
  }
}

const day = (text: string, format: string): string | null => {
  try {
    return readDate(text, { format }, { isMoment: false, zone: 'utc' })
  } catch (error) {
    if (error instanceof UnreadableCell) return null
    throw error
  }
}

/** An amount of money in hundredths, as the API writes it. */
const amounts = fc.integer({ min: -99_999_999_999, max: 99_999_999_999 }).map((cents) => {
  const digits = String(Math.abs(cents)).padStart(3, '0')
  const sign = cents < 0 ? '-' : ''
  return { sign, whole: digits.slice(0, -2), decimals: digits.slice(-2) }
})

const groupMarks = fc.constantFrom('.', ',', ' ', '\u00a0', '\u202f', "'", '\u2019')

test.group('Import | numbers', () => {
  test('a mark that does not stand between groups of three is refused, whichever it is', ({
    assert,
  }) => {
    for (const { mark, other } of MARKS) {
      for (const group of [other, ' ', '\u00a0', '\u202f', "'", '\u2019']) {
        const d = (text: string) => text.replaceAll('g', group).replaceAll('d', mark)
        for (const wrong of [
          '1g5',
          '12g34d5',
          '1234g56',
          '1g2345',
          '1234g567',
          'g123',
          '123g',
          '1gg234',
          '1g234g',
          '1g234g5',
          '1d5g000',
          '1d234g567',
          '1d2d3',
          '0g123',
          '0g123d5',
          '012g345',
          '1g234d',
          'd5',
          '--1',
          '1-',
          '1e3',
          '5 %',
          '(5)',
          '',
        ]) {
          assert.isNull(read(d(wrong), mark), `${d(wrong)} under ${mark}`)
        }
        assert.equal(read(d('1g234'), mark), '1234')
        assert.equal(read(d('-12g345g678d90'), mark), '-12345678.90')
        assert.equal(read(d('+123g456d789'), mark), '123456.789')
        assert.equal(read(d('1234567d8'), mark), '1234567.8')
      }
      assert.isNull(read(`1${other}234 567`, mark))
      assert.isNull(read(`1 234\u00a0567`, mark))
      assert.equal(read('0', mark), '0')
    }
  })

  test('no writing of an amount is read as another amount', () => {
    fc.assert(
      fc.property(
        amounts,
        fc.constantFrom(...MARKS),
        fc.constantFrom<Mark>('.', ','),
        fc.array(fc.tuple(fc.nat({ max: 20 }), groupMarks), { maxLength: 5 }),
        ({ sign, whole, decimals }, { mark }, written, inserted) => {
          let text = `${whole}${written}${decimals}`
          for (const [at, group] of inserted) {
            if (group === mark) continue
            text = `${text.slice(0, at)}${group}${text.slice(at)}`
          }
          const value = read(`${sign}${text}`, mark)
          return value === null || value === `${sign}${whole}.${decimals}`
        }
      ),
      { numRuns: 5000 }
    )
  })

  test('what a locale writes is read as it was meant, or refused', ({ assert }) => {
    fc.assert(
      fc.property(amounts, fc.constantFrom(...LOCALES), ({ whole, decimals }, [locale, mark]) => {
        const text = new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }).format(
          Number(`${whole}.${decimals}`)
        )
        const value = read(text, mark)
        if (locale === 'en-IN' && whole.length > 5) assert.isNull(value)
        else assert.equal(value, `${whole}.${decimals}`)
        /* Read by the wrong rule it is refused: two decimals are no group of three. */
        const wrong = read(text, mark === ',' ? '.' : ',')
        assert.isNull(wrong, text)
      })
    )
  })

  test('what JSON would round stays a text, and is never rounded', ({ assert }) => {
    const decimal = { type: ['string', 'number'] } as const
    const text = (value: string) => typed(value, { type: [...decimal.type] })
    assert.equal(text('1.0000000000000001'), '1.0000000000000001')
    assert.equal(text('999999999999999.99'), '999999999999999.99')
    assert.equal(text('12.5000'), '12.5')
    assert.equal(text('1e3'), '1e3')
    const whole = (value: string) => typed(value, { type: 'integer' })
    assert.equal(whole('12.0'), 12)
    assert.equal(whole('-5'), -5)
    assert.equal(whole('1.0000000000000001'), '1.0000000000000001')
    assert.equal(whole('9007199254740993'), '9007199254740993')
    assert.equal(whole('1e3'), '1e3')
  })

  test('Excel’s words for yes and no are read, other words stay as they are', ({ assert }) => {
    const flag = (value: string) => typed(value, { type: 'boolean' })
    assert.isTrue(flag('TRUE'))
    assert.isFalse(flag('FALSE'))
    for (const word of ['1', '0', 'yes', 'WAHR', 'T', '']) assert.equal(flag(word), word)
  })
})

test.group('Import | dates', () => {
  test('day and month are never swapped, and no date rolls over', ({ assert }) => {
    assert.equal(day('03/04/2021', 'M/D/YYYY'), '2021-03-04')
    assert.equal(day('03/04/2021', 'D/M/YYYY'), '2021-04-03')
    for (const [text, format] of [
      ['13/04/2021', 'M/D/YYYY'],
      ['04/13/2021', 'D/M/YYYY'],
      ['31/04/2021', 'D/M/YYYY'],
      ['29.02.2021', 'DD.MM.YYYY'],
      ['0/4/2021', 'D/M/YYYY'],
      ['3/4/21', 'D/M/YYYY'],
      ['3/4/0000', 'D/M/YYYY'],
      ['3.4.2021', 'DD.MM.YYYY'],
      ['3/4/2021 10:00', 'D/M/YYYY'],
      ['3-4-2021', 'D/M/YYYY'],
    ] as const) {
      assert.isNull(day(text, format), `${text} as ${format}`)
    }
  })

  test('every day is read back as itself in the format that it was written in', ({ assert }) => {
    fc.assert(
      fc.property(
        fc.date({
          min: new Date('0001-01-01'),
          max: new Date('9999-12-31'),
          noInvalidDate: true,
        }),
        fc.constantFrom('M/D/YYYY', 'DD.MM.YYYY', 'YYYY-MM-DD', 'D M YYYY'),
        (date, format) => {
          const iso = date.toISOString().slice(0, 10)
          const [year = '', month = '', date2 = ''] = iso.split('-')
          const text = format
            .replace('YYYY', year)
            .replace('MM', month)
            .replace('DD', date2)
            .replace('M', String(Number(month)))
            .replace('D', String(Number(date2)))
          assert.equal(day(text, format), iso)
        }
      )
    )
  })

  test('times, names of months and years of two digits are read as the format says', ({
    assert,
  }) => {
    for (const [text, format, expected] of [
      ['2018-02-26 19:58:54', 'YYYY-MM-DD HH:mm:ss', '2018-02-26'],
      ['2018-02-26T19:58', 'YYYY-MM-DDTHH:mm', '2018-02-26'],
      ['26.2.2018 0:05', 'D.M.YYYY H:mm', '2018-02-26'],
      ['2/6/2018 12:05 AM', 'M/D/YYYY h:mm A', '2018-02-06'],
      ['16 Apr, 2021', 'D MMM, YYYY', '2021-04-16'],
      ['16 APR, 2021', 'D MMM, YYYY', '2021-04-16'],
      ['april 6, 2021', 'MMMM D, YYYY', '2021-04-06'],
      ['6-Apr-21', 'D-MMM-YY', '2021-04-06'],
      ['31.12.99', 'DD.MM.YY', '1999-12-31'],
      ['31.12.60', 'DD.MM.YY', '2060-12-31'],
      ['1/2/61', 'M/D/YY', '1961-01-02'],
      ['4/16/2021', 'M/D/YY', '2021-04-16'],
      ['20210416', 'YYYYMMDD', '2021-04-16'],
    ] as const) {
      assert.isTrue(isDateFormat(format), format)
      assert.equal(day(text, format), expected, text)
    }
    for (const [text, format] of [
      ['2018-02-26 24:00:01', 'YYYY-MM-DD HH:mm:ss'],
      ['2018-02-30 19:58:54', 'YYYY-MM-DD HH:mm:ss'],
      ['2018-02-26', 'YYYY-MM-DD HH:mm:ss'],
      ['16 Apr 2021', 'D MMM, YYYY'],
      ['16 Foo, 2021', 'D MMM, YYYY'],
      ['31 Apr, 2021', 'D MMM, YYYY'],
      ['4/16/216', 'M/D/YY'],
      ['2/6/2018 13:05 AM', 'M/D/YYYY h:mm A'],
    ] as const) {
      assert.isNull(day(text, format), text)
    }
  })

  test('months are named in the language of the rule', ({ assert }) => {
    const read2 = (text: string, format: string, language: string) =>
      readDate(text, { format, language }, { isMoment: false, zone: 'utc' })
    assert.equal(read2('16. März 2021', 'D. MMMM YYYY', 'de'), '2021-03-16')
    assert.equal(read2('16 avril 2021', 'D MMMM YYYY', 'fr'), '2021-04-16')
    assert.equal(read2('16 dubna 2021', 'D MMMM YYYY', 'cs'), '2021-04-16')
    assert.equal(read2('duben 16 2021', 'MMMM D YYYY', 'cs'), '2021-04-16')
  })

  test('a moment without an offset is one of the zone, and a day is never moved by it', ({
    assert,
  }) => {
    const zone = 'Asia/Kathmandu'
    const moment = (text: string, format?: string) =>
      readDate(text, { format }, { isMoment: true, zone })
    assert.equal(moment('2021-04-16 01:00', 'YYYY-MM-DD HH:mm'), '2021-04-15T19:15:00.000Z')
    assert.equal(moment('2021-04-16', 'YYYY-MM-DD'), '2021-04-15T18:15:00.000Z')
    assert.equal(moment('2021-04-16'), '2021-04-15T18:15:00.000Z')
    assert.equal(moment('2021-04-16T01:00:00Z'), '2021-04-16T01:00:00.000Z')
    assert.equal(moment('2021-04-16 01:00+02:00', 'YYYY-MM-DD HH:mmZ'), '2021-04-15T23:00:00.000Z')
    assert.equal(moment('2021-04-16T01:00Z', 'YYYY-MM-DDTHH:mmZ'), '2021-04-16T01:00:00.000Z')
    const at = { format: 'YYYY-MM-DD HH:mm' }
    assert.equal(readDate('2021-04-16 23:59', at, { isMoment: false, zone }), '2021-04-16')
  })

  test('a format says year, month and day once each, and a time whole or not at all', ({
    assert,
  }) => {
    for (const format of [
      'M/D',
      'D/M/M/YYYY',
      'YY-MM-DD HH',
      'YYYY-MM-DD mm',
      'YYYY-MM-DD h:mm',
      'YYYY-MM-DD HH:mm A',
      'YYYY-MM-DD HH:ss',
      'YYYY-MM-DDZ',
      'YYYYMD',
      'DMMYYYY',
      'YYYY-MM-DD foo',
      '',
    ]) {
      assert.isFalse(isDateFormat(format), format)
    }
  })
})

test.group('Import | amounts', () => {
  const amount = (text: string, currency: string, mark: Mark = '.') => {
    try {
      return readAmount(text, currency, mark)
    } catch (error) {
      if (error instanceof UnreadableCell) return null
      throw error
    }
  }

  test('a currency stands before or behind its amount, and no other one does', ({ assert }) => {
    for (const [text, currency, mark, expected] of [
      ['$22,700.00', 'USD', '.', '22700.00'],
      ['US$ 5', 'USD', '.', '5'],
      ['-$5.10', 'USD', '.', '-5.10'],
      ['$-5.10', 'USD', '.', '-5.10'],
      ['CA$5', 'CAD', '.', '5'],
      ['\u20ac 1.234,50', 'EUR', ',', '1234.50'],
      ['1\u00a0234,50\u00a0\u20ac', 'EUR', ',', '1234.50'],
      ['1.234,50 eur', 'EUR', ',', '1234.50'],
      ["CHF 1'234.50", 'CHF', '.', '1234.50'],
      ['1234.5', 'USD', '.', '1234.5'],
    ] as const) {
      assert.equal(amount(text, currency, mark), expected, text)
    }
    for (const [text, currency, mark] of [
      ['\u20ac5', 'USD', '.'],
      ['5 EUR', 'USD', '.'],
      ['$5$', 'USD', '.'],
      ['-$-5', 'USD', '.'],
      ['$', 'USD', '.'],
      ['$1.234,50', 'USD', '.'],
      ['5 EURO', 'EUR', ','],
      ['$5k', 'USD', '.'],
    ] as const) {
      assert.isNull(amount(text, currency, mark), text)
    }
  })

  test('what a locale writes as money is read as it was meant, or refused', ({ assert }) => {
    fc.assert(
      fc.property(
        amounts,
        fc.constantFrom(...LOCALES),
        fc.constantFrom('EUR', 'USD', 'CHF', 'PLN', 'SEK'),
        ({ whole, decimals }, [locale, mark], currency) => {
          const text = new Intl.NumberFormat(locale, { style: 'currency', currency }).format(
            Number(`${whole}.${decimals}`)
          )
          const value = amount(text, currency, mark)
          assert.isTrue(value === null || value === `${whole}.${decimals}`, text)
        }
      )
    )
  })
})

test.group('Import | phones', () => {
  test('a number of the country, or with its prefix, becomes one that is dialled from everywhere', ({
    assert,
  }) => {
    for (const text of ['030/123456', '030 123456', 'tel:+49-30-123456', '0049 30 123456']) {
      assert.equal(readPhone(text, 'DE'), '+49 30 123456', text)
    }
    assert.equal(readPhone('tel:+1-201-555-0123;ext=12', 'DE'), '+1 201 555 0123 x12')
    for (const text of ['12', 'call me', 'n/a', '+', '030/123456 or 030/123457']) {
      assert.throws(() => readPhone(text, 'DE'), /phone number/)
    }
  })
})
