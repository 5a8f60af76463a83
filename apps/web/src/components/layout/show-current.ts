/** Scrolls a line of tabs so that the current one is visible: on a phone the line is longer than the screen. */
export function showCurrent(line: HTMLElement | null): void {
  const current = line?.querySelector<HTMLElement>('[aria-current]');
  if (!line || !current) return;
  const { left } = line.getBoundingClientRect();
  const { right } = current.getBoundingClientRect();
  line.scrollLeft += right - left + 20 - line.clientWidth;
}
