import { test } from '@japa/runner'
import { clean, flawOf } from '#core/text/clean'
import { emailKey, foldText, nameKey } from '#core/text/keys'

const ACCENT = '\u0301'

test.group('Text | what is kept', () => {
  test('one spelling of a name is kept, whichever of its two forms was sent', ({ assert }) => {
    assert.equal(clean(`Cafe${ACCENT}`), 'Café')
    assert.equal(clean('Café'), 'Café')
  })

  test('a text with nothing to see in it is none', ({ assert }) => {
    for (const text of ['\u200B', '\u00AD\u2060', '\u3164', '\u2800', '\uFEFF \u200D', '\u0007']) {
      assert.equal(flawOf(text, { lines: false }), 'invisible', JSON.stringify(text))
      assert.equal(flawOf(text, { lines: true }), 'invisible', JSON.stringify(text))
    }
    assert.isNull(flawOf('', { lines: false }))
  })

  test('a name is one line, and no text has control characters', ({ assert }) => {
    for (const text of ['Ann\nLee', 'Ann\r\nLee', 'Ann\tLee', 'Ann\u2028Lee', 'Ann\u0085Lee']) {
      assert.equal(flawOf(text, { lines: false }), 'line_break', JSON.stringify(text))
    }
    for (const text of ['Ann\u0007', 'Ann\u001B[31m', 'Ann\u007F', 'Ann\u009F']) {
      assert.equal(flawOf(text, { lines: false }), 'control', JSON.stringify(text))
      assert.equal(flawOf(text, { lines: true }), 'control', JSON.stringify(text))
    }
    assert.isNull(flawOf('first\r\nsecond\n\tthird', { lines: true }))
  })

  test('what joins letters and signs stays: Persian, Hindi and families of emoji', ({ assert }) => {
    for (const text of ['می\u200Cخواهم', 'क्\u200Dष', '👩\u200D👩\u200D👧', 'a\u202Eb']) {
      assert.isNull(flawOf(text, { lines: false }))
    }
  })
})

test.group('Text | what is the same', () => {
  test('a name is the same in any case, form and spacing, and with what nobody sees', ({
    assert,
  }) => {
    for (const name of [
      'CAFÉ  Zürich',
      `cafe${ACCENT} zürich`,
      ' Ca\u200Bfé\tZürich ',
      'café zürich',
    ]) {
      assert.equal(nameKey(name), 'café zürich')
    }
    assert.notEqual(nameKey('Schön'), nameKey('Schon'))
    assert.equal(nameKey('ΟΔΟΣ'), nameKey('οδος'))
  })

  test('a text is found without its accents, and by the letters people type for others', ({
    assert,
  }) => {
    assert.equal(foldText('Zoë Strauß'), 'zoe strauss')
    assert.equal(foldText('Łódź, Søren Æsir & İstanbul'), 'lodz, soren aesir & istanbul')
    assert.equal(foldText('O’Brien–Smith'), `o'brien-smith`)
    assert.equal(foldText('Äpfel'), foldText(`A\u0308PFEL`))
    assert.notEqual(foldText('かき'), foldText('がき'))
  })

  test('addresses of mails are the same in any case', ({ assert }) => {
    assert.equal(emailKey(' Ann@Example.COM'), 'ann@example.com')
  })
})
