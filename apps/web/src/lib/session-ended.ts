const name = 'weir:session-ended';

/** Notifies that the API no longer knows this browser's session. */
export function notifySessionEnded(): void {
  window.dispatchEvent(new Event(name));
}

export function onSessionEnded(listener: () => void): () => void {
  window.addEventListener(name, listener);
  return () => window.removeEventListener(name, listener);
}
