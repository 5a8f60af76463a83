'use client';

import { useEffect, useRef, useSyncExternalStore } from 'react';

const name = 'weir:shortcuts';
const changed = 'weir:shortcuts-changed';

/**
 * Single keys that act wherever the focus is, but not in what takes text or is open above the page. They can
 * be switched off (WCAG 2.1.4). `mod+enter` works in fields, too, and always. A closed list takes no letters while
 * they are on: one that is no shortcut would choose in it, unseen.
 */
export function useShortcuts(actions: Record<string, () => void>): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.isComposing || isAbove(event.target)) return;
      const action = latest.current[nameOf(event)];
      if (!action && !choosesUnseen(event)) return;
      event.preventDefault();
      event.stopPropagation();
      action?.();
    };
    // Before the element itself: a closed list would open on Ctrl + Enter.
    document.addEventListener('keydown', hear, { capture: true });
    return () => document.removeEventListener('keydown', hear, { capture: true });
  }, []);
}

/** `a` for a plain key, `shift+a`, `mod+enter` for Ctrl or ⌘ with Enter; empty for what is no shortcut. */
function nameOf(event: KeyboardEvent): string {
  if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') return 'mod+enter';
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat;
  if (!isPlain || !areShortcutsOn() || takesText(event.target)) return '';
  const key = event.key.toLowerCase();
  return event.shiftKey ? `shift+${key}` : key;
}

function takesText(target: EventTarget | null): boolean {
  const textual = 'textarea, select, [contenteditable], input:not([type="radio"], [type="checkbox"])';
  return target instanceof Element && target.closest(textual) !== null;
}

/** A letter in a closed list. The space opens it, as do Enter and the arrows. */
function choosesUnseen({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  const isLetter = key.length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey;
  const isClosedList = target instanceof Element && target.closest('[aria-haspopup="listbox"]') !== null;
  return isLetter && isClosedList && areShortcutsOn();
}

function isAbove(target: EventTarget | null): boolean {
  const above = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';
  return target instanceof Element && target.closest(above) !== null;
}

export function areShortcutsOn(): boolean {
  try {
    return localStorage.getItem(name) !== 'off';
  } catch {
    return true;
  }
}

export function switchShortcuts(isOn: boolean): void {
  try {
    localStorage.setItem(name, isOn ? 'on' : 'off');
  } catch {
    // Without storage they stay on.
  }
  window.dispatchEvent(new Event(changed));
}

export function useShortcutsOn(): boolean {
  return useSyncExternalStore(
    (listener) => {
      window.addEventListener(changed, listener);
      return () => window.removeEventListener(changed, listener);
    },
    areShortcutsOn,
    () => true,
  );
}
