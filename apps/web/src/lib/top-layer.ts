/** The open dialog or menu above everything else; null where there is none. One that is closing does not count. */
export function topLayer(): Element | null {
  const all = document.querySelectorAll('[role="dialog"], [role="alertdialog"], [role="menu"]');
  return [...all].findLast((layer) => !layer.closest('[data-exiting]')) ?? null;
}
