'use client';

import dynamic from 'next/dynamic';
import { loadedAhead } from '@/lib/loading/load-ahead';
import { withWordsOf } from '@/lib/words/messages-of';

const load = () => withWordsOf('features/board/columns/lanes', import('./lanes'));
const loadGroups = () => withWordsOf('features/board/columns/groups/group-bar', import('./groups/group-bar'));

// Most boards have no lanes, and no limits that columns share.
export const LaneHeads = dynamic(
  loadedAhead(() => load().then((loaded) => loaded.LaneHeads)),
  { loading: () => null },
);
export const LaneCells = dynamic(
  loadedAhead(() => load().then((loaded) => loaded.LaneCells)),
  { loading: () => null },
);
export const GroupBar = dynamic(
  loadedAhead(() => loadGroups().then((loaded) => loaded.GroupBar)),
  { loading: () => null },
);
export const GroupsOf = dynamic(
  loadedAhead(() => loadGroups().then((loaded) => loaded.GroupsOf)),
  { loading: () => null },
);
