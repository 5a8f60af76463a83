const name = 'weir:session-ended';

/** The API no longer knows this browser's session. Whoever shows the way back listens. */
export function sayThatSessionEnded(): void {
  window.dispatchEvent(new Event(name));
}

export function onSessionEnded(listener: () => void): () => void {
  window.addEventListener(name, listener);
  return () => window.removeEventListener(name, listener);
}
