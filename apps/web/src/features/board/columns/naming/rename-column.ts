import type { Board } from '@weir/contract';
import { api } from '@/lib/api/client';
import { boardPaths } from '@/lib/api/paths/board-paths';
import { boardSetupPaths } from '@/lib/api/paths/board-setup-paths';
import type { AnyProblem } from '@/lib/api/result';

type Renamed = { theirs: string } | { problem: AnyProblem | null };

const maxAttempts = 8;

/**
 * Renames a column only if nobody else renamed it since it was named `from`. Otherwise resolves with `theirs`, its name
 * now. The write carries the ETag of the board in which the name was checked. Cards move all the time, so it is tried
 * again when the board has changed in between.
 */
export async function renameColumn(
  { workspace, key, id, from }: { workspace: string; key: string; id: string; from: string },
  name: string,
): Promise<Renamed> {
  for (let attempt = 1; ; attempt++) {
    const board = await api.get<Board>(boardPaths.board(workspace, key));
    if (!board.ok) return { problem: board.problem };
    const column = board.value.columns.find((each) => each.id === id);
    if (column && column.name !== from && column.name !== name) return { theirs: column.name };
    const ifMatch = board.etag ?? undefined;
    const saved = await api.patch(boardSetupPaths.column(workspace, key, id), { name }, { ifMatch });
    if (saved.ok) return { problem: null };
    if (saved.problem.code !== 'precondition-failed' || attempt === maxAttempts)
      return { problem: saved.problem };
  }
}
