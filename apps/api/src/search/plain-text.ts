/**
 * What Markdown adds to a text, and what a reader sees of it. Applied in this order, with PostgreSQL's flags. None has a back
 * reference: PostgreSQL then needs seconds for a long text of unmatched marks.
 */
const rules: readonly [pattern: string, replacement: string, flags: string][] = [
  // The fences of code.
  ['^ {0,3}(?:`{3,}|~{3,})[^`\\n]*$', '', 'gn'],
  // Lines across the page, those below headings and those below the head of a table.
  ['^[ \\t]*(?:[-*_=][ \\t]*){3,}$|^[ \\t]*\\|?[ \\t]*:?-{3,}[-:| \\t]*$', '', 'gn'],
  // Quotes, headings, items of lists with or without a box.
  ['^[ \\t]*(?:>[ \\t]?)+', '', 'gn'],
  ['^[ \\t]*(?:#{1,6}|[-*+](?:[ \\t]+\\[[ xX]\\])?)[ \\t]+', '', 'gn'],
  // Pictures and links, by their text; addresses in angle brackets.
  ['!?\\[([^][\\n]*)\\]\\([^()\\s]*(?:[ \\t]+"[^"\\n]*")?\\)', '\\1', 'g'],
  ['<((?:https?://|mailto:)[^<>\\s]+)>', '\\1', 'g'],
  // Code, bold, struck and emphasised words. An underscore within a word is a part of it.
  ['`+([^`\\n]+)`+', '\\1', 'g'],
  doubled('*'),
  doubled('_'),
  doubled('~'),
  ['(?<!\\\\)\\*([^*\\s](?:[^*\\n]*[^*\\s\\\\])?)\\*', '\\1', 'g'],
  ['(?<![[:alnum:]_\\\\])_([^_\\s](?:[^_\\n]*[^_\\s\\\\])?)_(?![[:alnum:]_])', '\\1', 'g'],
  // Escaped marks.
  ['\\\\([][\\\\`*_{}()#+.!|~<>-])', '\\1', 'g'],
];

/** A text between two marks of two characters each. */
function doubled(mark: '*' | '_' | '~'): [pattern: string, replacement: string, flags: string] {
  const inner = `(?:[^${mark}\\\\\\n]|\\\\[^\\n]|[${mark}](?![${mark}]))+`;
  return [`(?<!\\\\)[${mark}]{2}(?=\\S)(${inner})[${mark}]{2}`, '\\1', 'g'];
}

const literal = (text: string) => `'${text.replace(/'/g, "''")}'`;

/** SQL for the text of a Markdown source as a reader sees it, without its marks. `source`: an SQL expression. */
export function plainTextSql(source: string): string {
  return rules.reduce(
    (text, [pattern, replacement, flags]) =>
      `regexp_replace(${text}, ${literal(pattern)}, ${literal(replacement)}, ${literal(flags)})`,
    source,
  );
}
