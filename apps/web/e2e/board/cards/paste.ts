import type { Locator } from 'playwright-core';

/** Pastes the copy of another program into a field. The browser does not clean it. */
export const paste = (field: Locator, text: string, html?: string): Promise<void> =>
  field.evaluate(
    (input, pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', pasted.text);
      if (pasted.html !== undefined) clipboardData.setData('text/html', pasted.html);
      input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    },
    { text, html },
  );
