'use client';

import dynamic from 'next/dynamic';
import { withAllWords } from '@/lib/words/messages-of';

/** The waits of an open card. They load with the first open card. */
export const LateWaits = dynamic(() => withAllWords(import('./waits')).then((loaded) => loaded.CardWaits), {
  ssr: false,
});
