import type { Stack } from '@/lib/board/keyboard-moves';

const orders = new WeakMap<Element, readonly number[]>();

/** Sets the order of a stack's cards. A long stack draws only some of them. */
export function setStackOrder(stack: Element, cards: readonly number[]): void {
  orders.set(stack, cards);
}

/** The stacks on the page. Read from it: delivered cards are drawn in another order, and some are not shown. */
export function shownStacks(root: HTMLElement | null): Stack[] {
  return [...(root?.querySelectorAll<HTMLElement>('[data-stack]') ?? [])].map((stack) => ({
    column: stack.dataset.stack ?? '',
    lane: stack.dataset.lane ?? '',
    half: stack.dataset.half ?? '',
    cards: stack.checkVisibility() ? [...(orders.get(stack) ?? cardsDrawnIn(stack))] : [],
  }));
}

/** All cards on the page, in their order. */
export function shownCards(root: HTMLElement | null): number[] {
  return shownStacks(root).flatMap(({ cards }) => cards);
}

function cardsDrawnIn(element: HTMLElement): number[] {
  return [...element.querySelectorAll<HTMLElement>('[data-card]')].map(({ dataset }) => Number(dataset.card));
}
