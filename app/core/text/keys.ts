/*
 * What counts as the same text. Each function has a twin in SQL of the same name (`name_key`,
 * `fold_text`), which indexes are made of; a test compares the two over all of Unicode.
 */

/** Characters that are not seen, wherever they stand: joiners, marks of direction, fillers. */
const IGNORED =
  /[\u{AD}\u{34F}\u{61C}\u{115F}\u{1160}\u{17B4}\u{17B5}\u{180B}-\u{180F}\u{200B}-\u{200F}\u{202A}-\u{202E}\u{2060}-\u{206F}\u{3164}\u{FE00}-\u{FE0F}\u{FEFF}\u{FFA0}\u{FFF0}-\u{FFF8}\u{1BCA0}-\u{1BCA3}\u{1D173}-\u{1D17A}\u{E0000}-\u{E0FFF}]/gu
const SPACES = /[\t-\r \u{85}\u{1680}\u{2028}\u{2029}]+/gu
/** Accents, the points of Hebrew, and the vowel marks of Arabic. */
const MARKS =
  /[\u{300}-\u{36F}\u{591}-\u{5BD}\u{5BF}\u{5C1}\u{5C2}\u{5C4}\u{5C5}\u{5C7}\u{64B}-\u{65F}\u{670}\u{1AB0}-\u{1AFF}\u{1DC0}-\u{1DFF}\u{20D0}-\u{20FF}\u{FE20}-\u{FE2F}]/gu

/** Letters and signs that are no accented form of another one, and that people write without. */
const PLAIN: Readonly<Record<string, string>> = {
  'ß': 'ss',
  'æ': 'ae',
  'œ': 'oe',
  'þ': 'th',
  'ø': 'o',
  'ł': 'l',
  'đ': 'd',
  'ð': 'd',
  'ħ': 'h',
  'ı': 'i',
  'ŧ': 't',
  'ŋ': 'n',
  '‘': `'`,
  '’': `'`,
  'ʼ': `'`,
  '“': '"',
  '”': '"',
  '‐': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
}
const SPECIAL = new RegExp(`[${Object.keys(PLAIN).join('')}]`, 'gu')

/**
 * By what two names are the same: in any case, in either form of Unicode, however
 * they are spaced, and whatever is in them that no one sees. Accents count.
 */
export function nameKey(text: string): string {
  return text
    .replace(IGNORED, '')
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .replace(SPACES, ' ')
    .replace(/^ | $/g, '')
}

/** By what a text is found: as `nameKey`, and without accents. `Zoë Strauß` is `zoe strauss`. */
export function foldText(text: string): string {
  return nameKey(text)
    .normalize('NFKD')
    .replace(MARKS, '')
    .normalize('NFC')
    .replace(SPECIAL, (sign) => PLAIN[sign] ?? sign)
}

/** By what two e-mail addresses are the same: their case says nothing. */
export function emailKey(address: string): string {
  return address.trim().normalize('NFC').toLowerCase()
}

/** Whether there is nothing to see in a text. */
export function isInvisible(text: string): boolean {
  return /^[\p{Cc}\u{2800}]*$/u.test(nameKey(text))
}
