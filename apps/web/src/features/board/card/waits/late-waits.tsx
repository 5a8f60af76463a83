'use client';

import dynamic from 'next/dynamic';
import { withAllWords } from '@/lib/words/messages-of';

/** What an open card waits on. It loads with the first open card. */
export const LateWaits = dynamic(() => withAllWords(import('./waits')).then((loaded) => loaded.CardWaits), {
  ssr: false,
});
