'use client';

import dynamic from 'next/dynamic';
import { withWordsOf } from '@/lib/words/messages-of';

/** The mark of a request that waits on other boards. Few requests do, so it loads when the first one is drawn. */
export const LateWaitLine = dynamic(
  () =>
    withWordsOf('features/board/card/waits/wait-line', import('@/features/board/card/waits/wait-line')).then(
      (loaded) => loaded.WaitLine,
    ),
  { ssr: false },
);
