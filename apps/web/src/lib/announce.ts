const name = 'weir:announce';

/** Tells screen readers what has just happened, if they would not notice it otherwise. */
export function announce(sentence: string): void {
  window.dispatchEvent(new CustomEvent(name, { detail: sentence }));
}

export function onAnnounce(listener: (sentence: string) => void): () => void {
  const hear = (event: Event) => listener((event as CustomEvent<string>).detail);
  window.addEventListener(name, hear);
  return () => window.removeEventListener(name, hear);
}
