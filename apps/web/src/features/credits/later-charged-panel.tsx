'use client';

import dynamic from 'next/dynamic';
import { withWordsOf } from '@/lib/words/messages-of';

/** Most workspaces have no prices, so the page of the settings does not load the panel with it. */
export const LaterChargedPanel = dynamic(
  () =>
    withWordsOf('features/credits/charged-panel', import('./charged-panel')).then(
      (loaded) => loaded.ChargedPanel,
    ),
  { loading: () => null },
);
