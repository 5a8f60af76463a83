import type { Card, ToRequester } from '@weir/contract';
import { cardPaths } from '@/lib/api/paths/card-paths';
import type { Write } from '@/lib/waiting/write';

/** Takes a card out of the archive, to its own column or to another one. */
export function restoreOf(
  workspace: string,
  boardKey: string,
  { number }: Card,
  { columnId, toRequester }: { columnId?: string | undefined; toRequester?: ToRequester | undefined },
): Write {
  const path = cardPaths.archive(workspace, boardKey, number);
  const body = toRequester && { toRequester };
  return { method: 'DELETE', path: columnId ? `${path}?columnId=${columnId}` : path, body };
}
