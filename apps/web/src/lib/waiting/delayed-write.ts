/** Milliseconds in which a person can undo a write. */
const delay = 10_000;

/** `leaving`: the page is being closed, so the browser has to finish the call without it. */
export type Release = 'now' | 'leaving' | 'undone';

let sendNow: (() => void) | null = null;

/**
 * Delays a write for ten seconds. `onDelayed` gets the function that undoes it. The write is sent earlier if another one is delayed,
 * or if the page is closed. Resolves with how the delay ended.
 */
export function delayWrite(onDelayed: (undo: () => void) => void): Promise<Release> {
  sendNow?.();
  return new Promise((resolve) => {
    const end = (how: Release) => {
      clearTimeout(timer);
      window.removeEventListener('pagehide', leave);
      if (sendNow === send) sendNow = null;
      resolve(how);
    };
    const send = () => end('now');
    const leave = () => end('leaving');
    const timer = setTimeout(send, delay);
    window.addEventListener('pagehide', leave);
    sendNow = send;
    onDelayed(() => end('undone'));
  });
}
