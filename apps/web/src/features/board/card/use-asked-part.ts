import { type RefObject, useEffect } from 'react';
import { type CardPart, useBoardPage } from '../board-context';

/** Once the part is asked for and drawn, focuses its text field, or presses its first button. With `isDone` it only focuses. */
export function useAskedPart(
  part: CardPart | null,
  element: RefObject<HTMLElement | null>,
  isDone = false,
): void {
  const { askedPart, askFor } = useBoardPage();
  const isAsked = part !== null && askedPart === part;
  // After each render: the part may be drawn later than the rest of the card.
  useEffect(() => {
    const root = isAsked ? element.current : null;
    const field = root?.querySelector<HTMLElement>('textarea, input:not([hidden])');
    const control = field ?? root?.querySelector('button') ?? root;
    if (!control) return;
    askFor(null);
    control.focus();
    if (control instanceof HTMLButtonElement && !isDone) control.click();
  });
}
