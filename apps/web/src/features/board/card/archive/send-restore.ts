import type { Card, ToRequester } from '@weir/contract';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import type { Result } from '@/lib/api/result';

/** Takes a card out of the archive, to its own column or to another one. */
export function sendRestore(
  workspace: string,
  boardKey: string,
  { number }: Card,
  { columnId, toRequester }: { columnId?: string | undefined; toRequester?: ToRequester | undefined },
): Promise<Result<Card>> {
  const path = paths.archive(workspace, boardKey, number);
  const body = toRequester && { toRequester };
  return api.delete<Card>(columnId ? `${path}?columnId=${columnId}` : path, { body });
}
