/** Kept among the invisible characters: they shape Persian words and join the parts of emoji. */
const joiners = '\u200C\u200D';

const control = /[^\P{Cc}\n\t]+/gu;
const separators = /[\u2028\u2029]/g;
const invisible = new RegExp(`(?![${joiners}])\\p{Cf}`, 'gu');

/** `evil.test`, `www.evil.test`, `ann@evil.test`. Between two digits a dot is of a number or a version. */
const dotOfName = new RegExp(
  `(?<=[^\\s])\\.(?=[${joiners}]*[\\p{L}\\p{M}_-])|(?<=[^\\s\\d])\\.(?=\\d)`,
  'gu',
);
const networkAddress = /\b\d{1,3}(?:\.\d{1,3}){3}\b/g;
/** The dots of other scripts, which browsers read as a dot in an address. */
const foreignDot = /(?<=\S)[\u3002\uFF0E\uFF61\u2024](?=[a-z\d])/giu;
/** `https://…`, `mailto:…`, `tel:…`. */
const colonOfScheme = /(?<=\p{L})[:\uFF1A](?=[\p{L}\p{N}/\\+])/gu;
/** A folder in a network, which Outlook makes a link. */
const networkPath = /\\\\(?=\S)/g;

/**
 * A text that people wrote, for an e-mail: no mail program makes a link of it. `https://evil.test` becomes
 * `https[:]//evil[.]test`: visible, unlike a character of no width, which some programs remove. Control characters and
 * those that turn the direction of a text are removed, so that nothing reads differently than it is.
 */
export function withoutLinks(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(separators, '\n')
    .replace(control, ' ')
    .replace(invisible, '')
    .replace(dotOfName, '[.]')
    .replace(networkAddress, (address) => address.replaceAll('.', '[.]'))
    .replace(foreignDot, '[.]')
    .replace(colonOfScheme, '[:]')
    .replace(networkPath, '[\\\\]');
}

/** The same on one line and not longer than a header may be, for a subject or a name. */
export function inHeader(text: string, longest = 150): string {
  const characters = [...withoutLinks(text).replace(/\s+/g, ' ').trim()];
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : characters.join('');
}
