type Point = { x: number; y: number };

/**
 * A press on a card by mouse or finger: where and when (`since`, in milliseconds of `performance.now`) it began, and
 * where the pointer is now. `isOver`: the mouse button was released there.
 */
export type EarlyPress = {
  isTouch: boolean;
  target: Element;
  card: HTMLElement;
  from: Point;
  at: Point;
  since: number;
  isOver: boolean;
};

/** How far a finger may slip while it rests on a card, in pixels. */
export const slip = 8;

/** Records presses on cards while the code for dragging is loading. The returned function stops that and returns the last press. */
export function rememberPress(board: HTMLElement): () => EarlyPress | null {
  let press: EarlyPress | null = null;
  const listening = new AbortController();
  const listen = <Type extends keyof WindowEventMap>(
    type: Type,
    listener: (event: WindowEventMap[Type]) => void,
  ) => window.addEventListener(type, listener, { capture: true, passive: false, signal: listening.signal });
  listen('pointerdown', ({ target, button, pointerType, isPrimary, clientX: x, clientY: y }) => {
    press = null;
    const card = target instanceof Element ? target.closest<HTMLElement>('[data-card]') : null;
    if (!card || !board.contains(card) || button !== 0 || !isPrimary || pointerType === 'pen') return;
    const pressed = target as Element;
    if (pressed.closest('button, input')) return;
    const isTouch = pointerType === 'touch';
    const [from, since] = [{ x, y }, performance.now()];
    press = { isTouch, target: pressed, card, from, at: from, since, isOver: false };
  });
  listen('pointermove', ({ clientX: x, clientY: y }) => {
    if (press && !press.isOver) press.at = { x, y };
    // A finger that moves at once scrolls.
    if (press?.isTouch && Math.hypot(x - press.from.x, y - press.from.y) > slip) press = null;
  });
  listen('pointerup', () => {
    if (press?.isTouch) press = null;
    else if (press) press.isOver = true;
  });
  listen('pointercancel', () => {
    press = null;
  });
  // Otherwise the press would select text of the cards, or a long press of a finger open the link's menu.
  listen('selectstart', (event) => {
    if (press && !press.isOver) event.preventDefault();
  });
  listen('contextmenu', (event) => {
    if (press?.isTouch) event.preventDefault();
  });
  return () => {
    listening.abort();
    return press;
  };
}
