import { type Board, can, type Role } from '@weir/contract';
import { redirect } from 'next/navigation';
import { Suspense } from 'react';
import { BoardPage } from '@/features/board/board-page';
import { BoardSkeleton } from '@/features/board/board-skeleton';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { paths } from '@/lib/api/paths';
import { readBoards, readForPage, readWorkspace } from '@/lib/server/page-data';

type Props = { params: Promise<{ workspace: string; board: string }> };

export default async function Page({ params }: Props) {
  const { workspace: slug, board: key } = await params;
  const found = await readWorkspace(slug);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  const { role } = found.value.workspace;
  // Who only asks has one room here.
  if (!can(role, 'readBoards')) redirect(`/${slug}/${key}/ask`);
  return (
    <Suspense fallback={<BoardSkeleton />}>
      <WholeBoard slug={slug} boardKey={key} role={role} />
    </Suspense>
  );
}

async function WholeBoard({ slug, boardKey, role }: { slug: string; boardKey: string; role: Role }) {
  const board = await readForPage<Board>(paths.board(slug, boardKey));
  if (!board.ok) return <ProblemPage problem={board.problem} title="The board can’t be shown now" />;
  const boards = await readBoards(slug);
  const overdue = boards.ok ? (boards.value.find(({ key }) => key === boardKey)?.overdue ?? 0) : 0;
  return <BoardPage key={boardKey} workspace={slug} role={role} first={board.value} overdue={overdue} />;
}
