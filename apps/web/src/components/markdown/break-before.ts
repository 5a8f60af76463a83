/** The line of a table below its head: `| --- | :-: |`. */
const delimiters = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

/**
 * What separates a text in Markdown from a block that is added at its end: a line break, or after a table an empty line,
 * because each line below a table is a row of it.
 */
export function breakBefore(text: string): '' | '\n' | '\n\n' {
  if (text === '') return '';
  const isNewLine = text.endsWith('\n');
  const paragraph = text.replace(/\n$/, '').split('\n').reverse();
  const end = paragraph.findIndex((line) => line.trim() === '');
  const isTable = paragraph
    .slice(0, end === -1 ? undefined : end)
    .some((line) => line.includes('|') && delimiters.test(line));
  if (isTable) return isNewLine ? '\n' : '\n\n';
  return isNewLine ? '' : '\n';
}
