'use client';

import { type RefObject, useEffect, useEffectEvent } from 'react';
import { useRemembered } from '@/lib/browser/use-remembered';
import { usePerson } from '@/lib/context/person';
import { topLayer } from '@/lib/top-layer';

/**
 * Single keys that act wherever the focus is, except in text fields and in what is open above the page. Each person can
 * turn them off (WCAG 2.1.4). Combinations with `mod` can't be turned off: `mod+enter` acts in text fields too, `mod+k` in
 * dialogs too, and `mod+z` only outside text fields. While single keys are on, a closed list gets no letters: a letter that
 * is no shortcut would change its choice, unseen. With `inside`, the keys act only in that open dialog.
 */
export function useShortcuts(
  actions: Record<string, () => void>,
  inside?: RefObject<HTMLElement | null>,
): void {
  const isOn = useShortcutsOn();
  const hear = useEffectEvent((event: KeyboardEvent) => {
    const name = nameOf(event, isOn);
    const isElsewhere = layerOf(event.target) !== (inside ? inside.current : null);
    if (event.isComposing || (isElsewhere && name !== 'mod+k')) return;
    const action = actions[name];
    if (!action && !(isOn && choosesUnseen(event))) return;
    event.preventDefault();
    event.stopPropagation();
    action?.();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => hear(event);
    // Before the element itself: a closed list would open on Ctrl + Enter.
    document.addEventListener('keydown', listener, { capture: true });
    return () => document.removeEventListener('keydown', listener, { capture: true });
  }, []);
}

/** `a`, `shift+a` or `?` for a plain key, `mod+enter`, `mod+k` and `mod+z` with Ctrl or ⌘; empty for what is no shortcut. */
function nameOf(event: KeyboardEvent, isOn: boolean): string {
  if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') return 'mod+enter';
  const isCombined = isMod(event) && !event.shiftKey && !event.altKey;
  if (isCombined && event.key.toLowerCase() === 'k') return 'mod+k';
  if (isCombined && event.key.toLowerCase() === 'z' && !isTextField(event.target)) return 'mod+z';
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat;
  if (!isPlain || !isOn || isTextField(event.target)) return '';
  const key = event.key.toLowerCase();
  // Shift makes another letter. Which signs need it depends on the keyboard.
  return event.shiftKey && /^\p{L}$/u.test(key) ? `shift+${key}` : key;
}

/** ⌘ on a Mac, where Ctrl with a letter edits text, else Ctrl. */
function isMod({ ctrlKey, metaKey }: KeyboardEvent): boolean {
  return isMac() ? metaKey && !ctrlKey : ctrlKey && !metaKey;
}

export const isMac = () => /Mac OS/.test(navigator.userAgent);

function isTextField(target: EventTarget | null): boolean {
  const textual = 'textarea, select, [contenteditable], input:not([type="radio"], [type="checkbox"])';
  return target instanceof Element && target.closest(textual) !== null;
}

/** A letter in a closed list. Space, Enter and the arrows open it. */
function choosesUnseen({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  const isLetter = key.length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey;
  const isClosedList = target instanceof Element && target.closest('[aria-haspopup="listbox"]') !== null;
  return isLetter && isClosedList;
}

/**
 * The dialog, menu or list above the page that an element is in; null on the page itself. A dialog gets the focus a few frames
 * after it opens. A key pressed before that belongs to the dialog.
 */
function layerOf(target: EventTarget | null): Element | null {
  if (target === document.body) return topLayer();
  const above = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';
  return target instanceof Element ? target.closest(above) : null;
}

/** Whether the person has the single keys on, and the switch, which this browser keeps for them. */
export function useShortcutsSwitch(): { isOn: boolean; turn: (isOn: boolean) => void } {
  const [kept, keep] = useRemembered(`weir:shortcuts:${usePerson()?.id ?? ''}`);
  return { isOn: kept !== 'off', turn: (wanted) => keep(wanted ? 'on' : 'off') };
}

export function useShortcutsOn(): boolean {
  return useShortcutsSwitch().isOn;
}
