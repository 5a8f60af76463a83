import type { Card, ToRequester } from '@weir/contract';
import { paths } from '@/lib/api/paths';
import type { Write } from '@/lib/waiting/write';

/** Takes a card out of the archive, to its own column or to another one. */
export function restoreOf(
  workspace: string,
  boardKey: string,
  { number }: Card,
  { columnId, toRequester }: { columnId?: string | undefined; toRequester?: ToRequester | undefined },
): Write {
  const path = paths.archive(workspace, boardKey, number);
  const body = toRequester && { toRequester };
  return { method: 'DELETE', path: columnId ? `${path}?columnId=${columnId}` : path, body };
}
