/** Opens pages without the server. `canOpen` says which. */
type PageOpener = { canOpen: (href: string) => boolean; open: (href: string) => void };

let opener: PageOpener | null = null;
let isNew = false;

export function setPageOpener(next: PageOpener | null): void {
  opener = next;
}

export function opensAtOnce(href: string): boolean {
  return opener?.canOpen(href) ?? false;
}

/** Opens a page at once if that is possible. False: the server has to draw it. */
export function openAtOnce(href: string): boolean {
  if (!opensAtOnce(href)) return false;
  isNew = true;
  opener?.open(href);
  return true;
}

/** Whether a link has just opened the page at once. */
export function takeOpened(): boolean {
  const was = isNew;
  isNew = false;
  return was;
}
