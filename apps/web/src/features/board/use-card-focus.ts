'use client';

import { type FocusEvent, type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import { shownStacks } from './stack-order';

/**
 * Keeps the focus on a card when it moves: a card that changes its column is redrawn there, and the browser would
 * drop the focus. `focusCard` takes a card that may not be drawn yet.
 */
export function useCardFocus(root: RefObject<HTMLElement | null>) {
  const requested = useRef<number | null>(null);
  const focused = useRef<number | null>(null);

  const apply = useCallback(() => {
    const active = document.activeElement;
    const isLost = !active || active === document.body;
    const number = requested.current ?? (isLost ? focused.current : null);
    if (number === null) return;
    if (active?.closest('[role="dialog"], [role="alertdialog"]')) return;
    const link = linkOf(root.current, number);
    if (!link) return;
    if (link !== active) link.focus();
    // A board under a dialog that is closing takes no focus yet.
    if (document.activeElement === link) requested.current = null;
  }, [root]);

  useLayoutEffect(apply);
  useEffect(() => {
    const forget = () => {
      focused.current = null;
    };
    document.addEventListener('pointerdown', forget);
    return () => document.removeEventListener('pointerdown', forget);
  }, []);

  const focusCard = useCallback(
    (number: number) => {
      requested.current = number;
      // A dialog that closes gives the focus back first.
      for (const delay of [80, 250, 600]) setTimeout(() => requested.current === number && apply(), delay);
    },
    [apply],
  );
  const focusHandlers = {
    onFocus: ({ target }: FocusEvent) => {
      focused.current = Number(target.closest<HTMLElement>('[data-card]')?.dataset.card) || null;
    },
    onBlur: ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget) focused.current = null;
    },
  };
  return { focusCard, focusHandlers };
}

export function linkOf(root: HTMLElement | null, number: number): HTMLElement | null {
  return root?.querySelector<HTMLElement>(`[data-card="${number}"] a`) ?? null;
}

/** The card after this one in its stack, or before it; null if it is alone. */
export function neighbourOf(root: HTMLElement | null, number: number): number | null {
  const cards = shownStacks(root).find((stack) => stack.cards.includes(number))?.cards ?? [];
  const at = cards.indexOf(number);
  return cards[at + 1] ?? cards[at - 1] ?? null;
}
