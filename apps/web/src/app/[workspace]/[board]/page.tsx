import { type Board, can } from '@weir/contract';
import { redirect } from 'next/navigation';
import { Suspense } from 'react';
import { BoardPage } from '@/features/board/board-page';
import { BoardSkeleton } from '@/features/board/board-skeleton';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { boardPaths } from '@/lib/api/paths/board-paths';
import { isKeptByBrowser, readBoards, readForPage, readWorkspace } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

type Props = { params: Promise<{ workspace: string; board: string }> };

export default withWords('/[workspace]/[board]', Page);

async function Page({ params }: Props) {
  const { workspace: slug, board: key } = await params;
  const found = await readWorkspace(slug);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  const { role } = found.value.workspace;
  // Requesters may only submit requests here.
  if (!can(role, 'readBoards')) redirect(`/${slug}/${key}/ask`);
  return (
    <Suspense fallback={<BoardSkeleton />}>
      <WholeBoard slug={slug} boardKey={key} />
    </Suspense>
  );
}

async function WholeBoard({ slug, boardKey }: { slug: string; boardKey: string }) {
  const board = (await isKeptByBrowser(slug, boardKey))
    ? null
    : await readForPage<Board>(boardPaths.board(slug, boardKey));
  if (board?.ok === false) {
    const t = await getTranslations();
    return <ProblemPage problem={board.problem} title={t('board.unavailable')} />;
  }
  const boards = await readBoards(slug);
  const overdue = boards.ok ? (boards.value.find(({ key }) => key === boardKey)?.overdue ?? 0) : 0;
  return <BoardPage key={boardKey} boardKey={boardKey} first={board?.value ?? null} overdue={overdue} />;
}
