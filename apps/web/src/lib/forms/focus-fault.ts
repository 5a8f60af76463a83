/** Moves the focus to the first faulty field of a form, once its error is drawn. */
export function focusFault(form?: { current: HTMLElement | null }): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const field = (form?.current ?? document).querySelector('[aria-invalid="true"], [data-invalid]');
      const focusable = 'input, textarea, button';
      const target = field?.matches(focusable) ? field : field?.querySelector(focusable);
      if (target instanceof HTMLElement) target.focus();
    }),
  );
}
