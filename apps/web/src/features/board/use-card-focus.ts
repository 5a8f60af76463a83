'use client';

import { type FocusEvent, type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react';

/**
 * Keeps the focus on its card wherever the card goes: a card that changes its column is drawn anew there, and the
 * browser would drop the focus. `focusCard` asks for a card that may not be drawn yet.
 */
export function useCardFocus(root: RefObject<HTMLElement | null>) {
  const wanted = useRef<number | null>(null);
  const occupancy = useRef<number | null>(null);

  const apply = useCallback(() => {
    const active = document.activeElement;
    const isNowhere = !active || active === document.body;
    const number = wanted.current ?? (isNowhere ? occupancy.current : null);
    if (number === null) return;
    if (active?.closest('[role="dialog"], [role="alertdialog"]')) return;
    const link = linkOf(root.current, number);
    if (!link) return;
    if (link !== active) link.focus();
    // A board that is still under a closing dialog takes no focus yet.
    if (document.activeElement === link) wanted.current = null;
  }, [root]);

  useLayoutEffect(apply);
  useEffect(() => {
    const letGo = () => {
      occupancy.current = null;
    };
    document.addEventListener('pointerdown', letGo);
    return () => document.removeEventListener('pointerdown', letGo);
  }, []);

  const focusCard = useCallback(
    (number: number) => {
      wanted.current = number;
      // A dialog that closes gives the focus back first.
      for (const later of [80, 250, 600]) setTimeout(() => wanted.current === number && apply(), later);
    },
    [apply],
  );
  const focusHandlers = {
    onFocus: ({ target }: FocusEvent) => {
      occupancy.current = Number(target.closest<HTMLElement>('[data-card]')?.dataset.card) || null;
    },
    onBlur: ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget) occupancy.current = null;
    },
  };
  return { focusCard, focusHandlers };
}

export function linkOf(root: HTMLElement | null, number: number): HTMLElement | null {
  return root?.querySelector<HTMLElement>(`[data-card="${number}"] a`) ?? null;
}

/** The card that is drawn after this one, or before it; null where it stands alone. */
export function besideOf(root: HTMLElement | null, number: number): number | null {
  const card = root?.querySelector(`[data-card="${number}"]`);
  const beside = card?.nextElementSibling ?? card?.previousElementSibling;
  return Number(beside?.getAttribute('data-card')) || null;
}
