type Point = { x: number; y: number };

/** A mouse press on a card: where it began, and where the pointer is now. `isOver`: the button was released there. */
export type EarlyPress = { card: HTMLElement; from: Point; at: Point; isOver: boolean };

/** Records mouse presses on cards while the code for dragging is loading. The returned function stops that and returns the last press. */
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
  // Otherwise the press would select text of the cards.
  listen('selectstart', (event) => {
    if (press && !press.isOver) event.preventDefault();
  });
  return () => {
    listening.abort();
    return press;
  };
}
