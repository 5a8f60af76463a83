import { useEffect } from 'react';

/** What `layout.tsx` calls a page without a title of its own. */
const titleOfNext = 'Weir';

/** Sets the title of a page that Next does not know. Next sets its own a moment later, which this replaces. */
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
