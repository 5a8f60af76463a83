const copied = [
  'boxSizing',
  'width',
  'borderWidth',
  'borderStyle',
  'padding',
  'font',
  'letterSpacing',
  'lineHeight',
  'tabSize',
  'direction',
] as const;

/** The bottom of the line with this character of a text area, in pixels from the top of its nearest positioned ancestor. */
export function lineOf(area: HTMLTextAreaElement, at: number): { bottom: number } {
  // A browser gives the position of a character in a page, but not in a field. So a copy of the text is measured.
  const copy = document.createElement('div');
  const style = getComputedStyle(area);
  for (const name of copied) copy.style[name] = style[name];
  Object.assign(copy.style, {
    position: 'absolute',
    visibility: 'hidden',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'break-word',
  });
  copy.textContent = area.value.slice(0, at);
  const mark = document.createElement('span');
  mark.textContent = '@';
  copy.append(mark);
  document.body.append(copy);
  const bottom = mark.offsetTop + mark.offsetHeight;
  copy.remove();
  const inArea = Math.min(Math.max(bottom - area.scrollTop, 0), area.clientHeight);
  return { bottom: area.offsetTop + inArea + 4 };
}
