'use client';

import dynamic from 'next/dynamic';
import { withAllWords } from '@/lib/words/messages-of';

/** The mark of a card that waits on other boards. Few cards do, so it loads when the first one is drawn. */
export const LateWaitMark = dynamic(
  () => withAllWords(import('./wait-mark')).then((loaded) => loaded.WaitMark),
  { ssr: false },
);
