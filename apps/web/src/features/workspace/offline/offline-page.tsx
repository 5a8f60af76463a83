'use client';

import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import { withAllWords } from '@/lib/words/messages-of';
import type { Found } from './found';

// All of it loads later: what it shared with other pages would make the files of those larger.
const OfflineParts = dynamic(
  () => withAllWords(import('./offline-parts')).then((loaded) => loaded.OfflineParts),
  { loading: () => null },
);

/** Without a connection: the board of this address as the browser keeps it, or else what can be opened. */
export function OfflinePage() {
  const [found, setFound] = useState<Found | null>(null);
  useEffect(() => {
    void import('./found').then(async ({ findKept }) => {
      const known = await findKept(window.location.pathname);
      // The texts that load now are in this language.
      document.documentElement.lang = known.reader.language;
      setFound(known);
    });
  }, []);
  return found && <OfflineParts {...found} />;
}
