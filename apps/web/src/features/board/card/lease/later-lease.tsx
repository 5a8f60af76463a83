'use client';

import dynamic from 'next/dynamic';
import { loadedAhead } from '@/lib/loading/load-ahead';
import { withWordsOf } from '@/lib/words/messages-of';

/** Few cards are claimed: the code of `Leased` comes with the first one. */
export const Leased = dynamic(
  loadedAhead(() =>
    withWordsOf('features/board/card/lease/lease', import('./lease')).then((loaded) => loaded.Leased),
  ),
  { loading: () => null },
);
