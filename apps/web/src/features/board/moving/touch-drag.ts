import { type EarlyPress, slip } from './early-press';

/** How long a finger rests on a card to pick it up, in milliseconds. */
const rest = 400;
/** So close to an edge of the screen the board scrolls: sideways one column at a time, with a pause. */
const [edge, pause] = [36, 700];

type Point = { x: number; y: number };

/**
 * Drags cards by touch. The drag-and-drop of browsers knows only the mouse on some phones, and elsewhere a long press on
 * a link opens the link's own menu. So a long press here sends the drag events that a mouse would cause, and the verdicts, lines and
 * drops are the same. A finger that moves at once scrolls, as everywhere. Held over a button of the
 * switcher or at the edge of the screen, the card goes on to another column. `takePress` returns the press that began
 * before this code was loaded: it continues.
 */
export function followPresses(board: HTMLElement, takePress: () => EarlyPress | null): () => void {
  let end: (() => void) | null = null;
  const begin = ({ target, touches: [finger, another] }: TouchEvent) => {
    end?.();
    end = finger && !another ? followFinger(board, target, pointOf(finger)) : null;
  };
  board.addEventListener('touchstart', begin, { passive: true });
  // After the listeners of a drag are attached.
  queueMicrotask(() => {
    const press = takePress();
    if (press?.isTouch) end = followFinger(board, press.target, press.from, performance.now() - press.since);
    else if (press) followMouse(board, press);
  });
  return () => {
    end?.();
    board.removeEventListener('touchstart', begin);
  };
}

/** Follows one finger, which has rested that long where it went down. Returns what ends it. */
function followFinger(
  board: HTMLElement,
  target: EventTarget | null,
  from: Point,
  rested = 0,
): (() => void) | null {
  const card = target instanceof Element ? target.closest<HTMLElement>('[draggable="true"]') : null;
  if (!target || !card || (target as Element).closest('button')) return null;
  let drag: Drag | null = null;
  const timer = setTimeout(() => {
    if (card.isConnected) drag = pickUp(board, card, from);
  }, rest - rested);

  // On the target: it gets the finger's events even after it has left the page.
  const listening = new AbortController();
  const listen = (type: string, listener: (event: TouchEvent) => void) =>
    target.addEventListener(type, listener as EventListener, {
      passive: false,
      signal: listening.signal,
    });
  const finish = (isDrop = false) => {
    clearTimeout(timer);
    listening.abort();
    drag?.end(isDrop);
    drag = null;
  };
  listen('touchmove', (event) => {
    const [moved] = event.touches;
    if (!moved) return;
    const at = pointOf(moved);
    if (!drag) {
      if (Math.hypot(at.x - from.x, at.y - from.y) > slip) finish();
      return;
    }
    event.preventDefault();
    drag.move(at);
  });
  listen('touchend', (event) => {
    // The press must not open the card.
    if (drag) event.preventDefault();
    finish(true);
  });
  listen('touchcancel', () => finish());
  const options = { capture: true, signal: listening.signal };
  // The browser's own long press would open a menu, or drag for itself.
  for (const type of ['contextmenu', 'dragstart'])
    window.addEventListener(type, (event) => event.isTrusted && stop(event), options);
  // Pointer events during a drag mean to the library that it missed the drop.
  window.addEventListener('pointermove', (event) => drag && event.stopImmediatePropagation(), options);
  return finish;
}

/** Continues a drag by mouse that began before this code was loaded. If the button was released meanwhile, drops the card there. */
function followMouse(board: HTMLElement, { card, from, at, isOver }: EarlyPress): void {
  const isDrag = Math.hypot(at.x - from.x, at.y - from.y) > slip;
  if (!isDrag || !card.isConnected || !card.matches('[draggable="true"]')) return;
  const listening = new AbortController();
  const options = { capture: true, signal: listening.signal };
  let drag: Drag | null = null;
  const finish = (isDrop: boolean) => {
    listening.abort();
    drag?.end(isDrop);
    drag = null;
  };
  window.addEventListener('dragstart', (event) => event.isTrusted && stop(event), options);
  // As above: the library must not see them.
  window.addEventListener(
    'pointermove',
    (event) => {
      event.stopImmediatePropagation();
      drag?.move({ x: event.clientX, y: event.clientY });
    },
    options,
  );
  window.addEventListener('pointerup', () => finish(true), options);
  window.addEventListener('pointercancel', () => finish(false), options);
  window.addEventListener('keydown', ({ key }) => key === 'Escape' && finish(false), options);
  drag = pickUp(board, card, from);
  drag?.move(at);
  // What is under the pointer is known after two frames.
  if (isOver) requestAnimationFrame(() => requestAnimationFrame(() => finish(true)));
}

function stop(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

type Drag = { move(at: Point): void; end(isDrop: boolean): void };

/** Starts the drag, with a copy of the card under the finger. Null if nothing may be dragged now. */
function pickUp(board: HTMLElement, card: HTMLElement, from: Point): Drag | null {
  const dataTransfer = new DataTransfer();
  const send = (type: string, target: Element, { x, y }: Point, relatedTarget: Element | null = null) => {
    const facts = { bubbles: true, cancelable: true, composed: true, dataTransfer, relatedTarget };
    return !target.dispatchEvent(new DragEvent(type, { ...facts, clientX: x, clientY: y }));
  };
  if (send('dragstart', card, from)) return null;
  navigator.vibrate?.(10);
  const copy = copyOf(card, from);
  let at = from;
  let over: Element = card;
  let isAccepted = false;
  let scrolledAt = 0;

  const look = (now: number) => {
    frame = requestAnimationFrame(look);
    const under = document.elementFromPoint(at.x, at.y) ?? document.body;
    if (under !== over) {
      send('dragenter', under, at, over);
      send('dragleave', over, at, under);
      over = under;
      switchColumn(board, under);
    }
    isAccepted = send('dragover', under, at);
    if (now - scrolledAt > pause && scrollSideways(board, at)) scrolledAt = now;
    scrollDown(board, under, at);
  };
  let frame = requestAnimationFrame(look);

  return {
    move: (to) => {
      at = to;
      copy.style.translate = `${to.x - from.x}px ${to.y - from.y}px`;
    },
    end: (isDrop) => {
      cancelAnimationFrame(frame);
      copy.remove();
      if (isDrop && isAccepted) send('drop', over, at);
      else send('dragend', card.isConnected ? card : document.body, at);
    },
  };
}

function copyOf(card: HTMLElement, from: Point): HTMLElement {
  const { left, top, width } = card.getBoundingClientRect();
  const copy = card.cloneNode(true) as HTMLElement;
  for (const named of copy.querySelectorAll('[id]')) named.removeAttribute('id');
  copy.removeAttribute('data-card');
  copy.setAttribute('aria-hidden', 'true');
  copy.dataset.held = '';
  copy.inert = true;
  Object.assign(copy.style, {
    position: 'fixed',
    zIndex: '50',
    left: `${left}px`,
    top: `${top}px`,
    width: `${width}px`,
    margin: '0',
    opacity: '0.9',
    pointerEvents: 'none',
    transformOrigin: `${from.x - left}px ${from.y - top}px`,
    scale: '0.9',
    boxShadow: 'var(--shadow-2)',
  });
  document.body.append(copy);
  return copy;
}

/** The switcher is above the columns on a phone. */
const switcherOf = (board: HTMLElement) => board.previousElementSibling;

function switchColumn(board: HTMLElement, under: Element): void {
  const button = under.closest('button');
  if (button && switcherOf(board)?.contains(button)) button.click();
}

function scrollSideways(board: HTMLElement, { x }: Point): boolean {
  const direction = x < edge ? -1 : x > window.innerWidth - edge ? 1 : 0;
  // Even a scroll by nothing would end one that is under way.
  if (direction === 0) return false;
  for (const scrolling of [board, board.closest('main')])
    scrolling?.scrollBy({ left: direction * scrolling.clientWidth * 0.8, behavior: 'smooth' });
  return true;
}

function scrollDown(board: HTMLElement, under: Element, { y }: Point): void {
  const top = Math.max(switcherOf(board)?.getBoundingClientRect().bottom ?? 0, 0);
  const step = y > window.innerHeight - edge ? 8 : y > top && y < top + edge ? -8 : 0;
  if (step === 0) return;
  const column = under.closest('[data-column]')?.querySelector('[data-scrolls]');
  for (const scrolling of [window, board.closest('main'), column]) scrolling?.scrollBy(0, step);
}

const pointOf = ({ clientX, clientY }: Touch): Point => ({ x: clientX, y: clientY });
