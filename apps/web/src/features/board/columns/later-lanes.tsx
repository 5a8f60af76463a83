'use client';

import dynamic from 'next/dynamic';
import { loadedAhead } from '@/lib/loading/load-ahead';
import { withWordsOf } from '@/lib/words/messages-of';

const load = () => withWordsOf('features/board/columns/lanes', import('./lanes'));

// Most boards have no lanes.
export const LaneHeads = dynamic(
  loadedAhead(() => load().then((loaded) => loaded.LaneHeads)),
  { loading: () => null },
);
export const LaneCells = dynamic(
  loadedAhead(() => load().then((loaded) => loaded.LaneCells)),
  { loading: () => null },
);
