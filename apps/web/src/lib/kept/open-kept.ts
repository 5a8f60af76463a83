import { setPageOpener } from '@/lib/pages/page-opener';
import { ownDevice } from '@/lib/push/own-device';
import { keepTheme } from '@/lib/theme';
import { withWordsOf } from '@/lib/words/messages-of';
import { currentKept } from './kept-cookie';
import { type KeptWorkspace, keepWorkspace } from './kept-workspace';

/**
 * From now on, links to boards of this workspace that this browser keeps open at once: their page reads what changed since.
 * Returns a function that ends that.
 */
export function showKept(workspace: string, person: string): () => void {
  const canOpen = (href: string) => {
    const { origin, pathname } = new URL(href, window.location.href);
    const kept = currentKept();
    return (
      origin === window.location.origin &&
      pathname !== window.location.pathname &&
      kept?.person === person &&
      kept.boards.some((board) => board.startsWith(`${workspace}/`) && pathname === `/${board}`)
    );
  };
  setPageOpener({ canOpen, open: (href) => window.history.pushState(null, '', href) });
  return () => setPageOpener(null);
}

/**
 * Keeps what the pages of a workspace show around a board, and installs the service worker, which opens kept boards and shows
 * notices. Keeps notices on in this browser, if the person turned them on.
 */
export function makeOfflineReady(facts: KeptWorkspace): void {
  void keepWorkspace(facts);
  // Pages without the server and the page to sign in then look the same.
  const { theme } = facts.me.user;
  if (theme !== null) keepTheme(theme);
  if (process.env.NODE_ENV !== 'production' || !('serviceWorker' in navigator)) return;
  // It can be forbidden. Then pages need a connection.
  navigator.serviceWorker.register('/service-worker.js').catch(() => undefined);
  if (ownDevice() === null) return;
  void withWordsOf('lib/push/confirm-device', import('@/lib/push/confirm-device')).then(({ confirmDevice }) =>
    confirmDevice(facts.me.user.id),
  );
}
