import { setPageOpener } from '@/lib/page-opener';
import { currentKept } from './kept-cookie';

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
