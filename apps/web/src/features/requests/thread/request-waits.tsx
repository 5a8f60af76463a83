'use client';

import { can, type Request } from '@weir/contract';
import { WaitsSection } from '@/features/board/card/waits/waits-section';
import { requestPaths } from '@/lib/api/paths/request-paths';
import { useCurrentBoard } from '@/lib/context/board';
import { useWorkspace } from '@/lib/context/workspace';

/** The waits of a request and of its card, and the items that wait on the request. */
export function RequestWaits({ request: { number, ref, answer, card, work } }: { request: Request }) {
  const { slug, role } = useWorkspace();
  const { key, isArchived } = useCurrentBoard();
  const isAtWork = card !== null && work?.state !== 'delivered' && work?.state !== 'takenOff';
  return (
    <WaitsSection
      path={requestPaths.waits(slug, key, number)}
      of={ref}
      kind="request"
      canEdit={can(role, 'changeCards') && !isArchived}
      isOpen={answer === null || isAtWork}
    />
  );
}
