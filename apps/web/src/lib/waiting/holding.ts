/** Milliseconds in which a person can take back what they sent. */
const holdFor = 10_000;

/** `leaving`: the page is being closed, so the browser has to finish the call without it. */
export type Release = 'now' | 'leaving' | 'undone';

let sendNow: (() => void) | null = null;

/**
 * Holds a write for ten seconds and passes on what takes it back. It is sent earlier if another one is held, or if the page is
 * closed. Resolves with how it ended.
 */
export function hold(onHeld: (undo: () => void) => void): Promise<Release> {
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
    const timer = setTimeout(send, holdFor);
    window.addEventListener('pagehide', leave);
    sendNow = send;
    onHeld(() => end('undone'));
  });
}
