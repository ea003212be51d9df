/** An option as a line of a form says it. */
interface OptionLine {
  readonly value: string
  readonly title?: string
  readonly color?: string
}

/** Reads options that stand on a line each: `north | North | #2f6fed`. */
export function optionsIn(text: string): OptionLine[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.split('|').map((part) => part.trim()))
    .filter(([value]) => value !== undefined && value !== '')
    .map(([value = '', title = '', color = '']) => ({
      value,
      ...(title !== '' && { title }),
      ...(color !== '' && { color }),
    }))
}
