import { type Board, type BoardSummary, can } from '@weir/contract';
import { todayIn } from '@weir/domain';
import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { boardPaths } from '@/lib/api/paths/board-paths';
import { currentReader, readBoards, readForPage, readWorkspace } from '@/lib/server/page-data';

export type BoardParams = { params: Promise<{ workspace: string; board: string }> };
export type WorkspaceParams = { params: Promise<{ workspace: string }> };

/** A page about the flow of one board. People who can't read boards go to the page for new requests. */
export async function OfBoard({ params, page }: BoardParams & { page: (board: Board) => ReactNode }) {
  const { workspace: slug, board: key } = await params;
  const found = await readWorkspace(slug);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  if (!can(found.value.workspace.role, 'readBoards')) redirect(`/${slug}/${key}/ask`);
  const board = await readForPage<Board>(boardPaths.board(slug, key));
  return board.ok ? page(board.value) : <ProblemPage problem={board.problem} />;
}

/** A page about the flow of several boards. `today` is the reader’s. */
export async function OfBoards({
  params,
  page,
}: WorkspaceParams & { page: (boards: readonly BoardSummary[], today: string) => ReactNode }) {
  const { workspace: slug } = await params;
  const found = await readWorkspace(slug);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  if (!can(found.value.workspace.role, 'readBoards')) redirect(`/${slug}`);
  const boards = await readBoards(slug);
  if (!boards.ok) return <ProblemPage problem={boards.problem} />;
  const { timeZone } = await currentReader();
  return page(boards.value, todayIn(new Date(), timeZone ?? 'UTC'));
}
