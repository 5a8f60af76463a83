import type { BoardList } from '@weir/contract';
import { BoardsPage } from '@/features/boards/boards-page';
import { ProblemPage } from '@/features/shell/problem-page';
import { boardsPath, here, need } from '@/lib/server/api';

type Props = { params: Promise<{ workspace: string }> };

export default async function WorkspacePage({ params }: Props) {
  const { workspace: slug } = await params;
  const found = await here(slug);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  const boards = await need<BoardList>(boardsPath(slug));
  if (!boards.ok) return <ProblemPage problem={boards.problem} />;
  return <BoardsPage workspace={found.value.workspace} path={boardsPath(slug)} first={boards.value} />;
}
