/** The topmost open dialog or menu; null if there is none. A closing one does not count. */
export function topLayer(): Element | null {
  const all = document.querySelectorAll('[role="dialog"], [role="alertdialog"], [role="menu"]');
  return [...all].findLast((layer) => !layer.closest('[data-exiting]')) ?? null;
}
