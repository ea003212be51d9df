import assert from 'node:assert/strict'
import { Program } from './program.js'

/** A spec of the tests, run with more of what it tries. */
export interface LargerSpec {
  readonly suite: string
  /** As `--files` takes it. */
  readonly file: string
  /** By which it is made larger. */
  readonly settings: Readonly<Record<string, string>>
  /** Of the line with its figures. */
  readonly figures: RegExp
}

/** Runs a spec in a process of its own, and prints its figures. @throws when it fails */
export async function runLarger({ suite, file, settings, figures }: LargerSpec): Promise<void> {
  const { DATABASE_URL } = process.env
  const program = new Program(['bin/test.ts', suite, '--files', file], {
    NODE_ENV: 'test',
    ...(DATABASE_URL === undefined ? {} : { DATABASE_URL }),
    ...settings,
  })
  try {
    const code = await program.ended()
    const line = program.output.split('\n').find((each) => figures.test(each))
    assert.equal(code, 0, program.output)
    assert.ok(line, `It says no figures:\n${program.output}`)
    console.log(`        ${line}`)
  } finally {
    await program.kill()
  }
}
