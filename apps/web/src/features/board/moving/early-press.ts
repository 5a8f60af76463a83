type Point = { x: number; y: number };

/** A press of the mouse on a card, from where it went down to where the pointer is; `isOver`: it was let go there. */
export type EarlyPress = { card: HTMLElement; from: Point; at: Point; isOver: boolean };

/**
 * Remembers a press on a card while the code that drags is still loading. Returns a function that ends that and gives the last
 * one, for the drag that it began.
 */
export function rememberPress(board: HTMLElement): () => EarlyPress | null {
  let press: EarlyPress | null = null;
  const listening = new AbortController();
  const listen = <Type extends keyof WindowEventMap>(
    type: Type,
    listener: (event: WindowEventMap[Type]) => void,
  ) => window.addEventListener(type, listener, { capture: true, signal: listening.signal });
  listen('pointerdown', ({ target, button, pointerType, clientX: x, clientY: y }) => {
    const card = (target as Element).closest<HTMLElement>('[data-card]');
    const isHeld = button === 0 && pointerType === 'mouse' && !(target as Element).closest('button, input');
    press =
      card && isHeld && board.contains(card) ? { card, from: { x, y }, at: { x, y }, isOver: false } : null;
  });
  listen('pointermove', ({ clientX: x, clientY: y }) => {
    if (press && !press.isOver) press.at = { x, y };
  });
  listen('pointerup', () => {
    if (press) press.isOver = true;
  });
  // It would select the text of the cards instead.
  listen('selectstart', (event) => {
    if (press && !press.isOver) event.preventDefault();
  });
  return () => {
    listening.abort();
    return press;
  };
}
