import { useEffect } from 'react';

/** What `layout.tsx` calls a page without a title of its own. */
const titleOfNext = 'Weir';

/** The title of a page that Next does not know. Next sets the one that it knows a moment later. */
export function useTitle(title: string): void {
  useEffect(() => {
    const show = () => {
      if (document.title === titleOfNext) document.title = title;
    };
    show();
    const observer = new MutationObserver(show);
    observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => observer.disconnect();
  }, [title]);
}
