'use client';

import dynamic from 'next/dynamic';
import { useNow } from '@/components/data/time';
import { loadWhenReachable } from '@/lib/loading/load-ahead';
import { withWordsOf } from '@/lib/words/messages-of';
import type { Demo } from './passed-demo';

const aDay = 86_400_000;

const PassedDemo = dynamic(
  () =>
    loadWhenReachable(() =>
      withWordsOf('features/workspace/demo/passed-demo', import('./passed-demo')).then(
        (loaded) => loaded.PassedDemo,
      ),
    ),
  { loading: () => null },
);

/** A day after the demo was made, its dates have passed. */
export function DemoNotice(demo: Demo) {
  return useNow() - Date.parse(demo.seededAt) < aDay ? null : <PassedDemo {...demo} />;
}
