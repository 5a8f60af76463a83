'use client';

import { useQuery } from '@tanstack/react-query';
import { type BoardPrice, can } from '@weir/contract';
import dynamic from 'next/dynamic';
import { creditPaths } from '@/lib/api/paths/credit-paths';
import { reading } from '@/lib/api/query';
import { useBoardKey } from '@/lib/context/board';
import { useWorkspace } from '@/lib/context/workspace';
import { withWordsOf } from '@/lib/words/messages-of';

const ChargedPanel = dynamic(
  () =>
    withWordsOf('features/credits/charged-panel', import('./charged-panel')).then(
      (loaded) => loaded.ChargedPanel,
    ),
  { loading: () => null },
);

/** Most workspaces have no prices, so the settings page loads the panel only if the workspace has prices. */
export function LaterChargedPanel() {
  const { slug, role } = useWorkspace();
  const { data } = useQuery({
    ...reading<BoardPrice>(creditPaths.price(slug, useBoardKey())),
    enabled: can(role, 'readPressure'),
  });
  return data && data.state !== 'off' ? <ChargedPanel /> : null;
}
