'use client';

import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import { withAllWords } from '@/lib/words/messages-of';
import type { Found } from './found';

// Everything loads later: code shared with other pages would make their files larger.
const OfflineParts = dynamic(
  () => withAllWords(import('./offline-parts')).then((loaded) => loaded.OfflineParts),
  { loading: () => null },
);

/** The page without a connection: the kept board of this address, or else the boards that can be opened. */
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
