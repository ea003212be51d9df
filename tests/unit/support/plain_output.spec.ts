import { PassThrough } from 'node:stream'
import { test } from '@japa/runner'
import { writePlainly } from '#tests/support/plain_output'

test.group('Support | plain output', () => {
  test('has control characters written out, and lines, tabs and colours as they are', ({
    assert,
  }) => {
    const stream = new PassThrough()
    writePlainly(stream)

    stream.write('have no key: a\0b \u0007\u007f\u009b\n\t')
    stream.write('\u001b[32mdone\u001b[0m\r\n', 'utf8', () => {})
    stream.write(Buffer.from('ä'))

    assert.equal(
      String(stream.read()),
      'have no key: a\\x00b \\x07\\x7f\\x9b\n\t\u001b[32mdone\u001b[0m\r\nä'
    )
  })
})
