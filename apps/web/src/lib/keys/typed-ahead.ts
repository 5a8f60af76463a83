'use client';

/** Milliseconds after which a field that has not opened is given up. */
const patience = 5_000;

let collected: { text: string; end: AbortController } | null = null;

/**
 * Collects what is typed from now on, for a field that a shortcut opens and that may have to load first. No other
 * shortcut gets these keys. `takeTypedAhead` ends it.
 */
export function collectTypedAhead(): void {
  takeTypedAhead();
  const ahead = { text: '', end: new AbortController() };
  collected = ahead;
  const collect = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === 'Backspace') ahead.text = ahead.text.slice(0, -1);
    else if ([...event.key].length === 1) ahead.text += event.key;
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const signal = AbortSignal.any([ahead.end.signal, AbortSignal.timeout(patience)]);
  window.addEventListener('keydown', collect, { capture: true, signal });
}

/** What was typed until the field has the focus; empty if nothing was. */
export function takeTypedAhead(): string {
  const text = collected?.text ?? '';
  collected?.end.abort();
  collected = null;
  return text;
}
