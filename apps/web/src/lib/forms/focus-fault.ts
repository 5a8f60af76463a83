/** After a form was not sent: the focus goes to the first field that says what is wrong, once it is drawn. */
export function focusFault(): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const field = document.querySelector('form [data-invalid]');
      const focusable = 'input, textarea, button';
      const target = field?.matches(focusable) ? field : field?.querySelector(focusable);
      if (target instanceof HTMLElement) target.focus();
    }),
  );
}
