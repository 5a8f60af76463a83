import { type BoardList, can, type QueueList } from '@weir/contract';
import { ownPath } from '@/features/requests/mine/my-requests-path';
import { BoardsPage } from '@/features/workspace/boards/boards-page';
import { RequesterPage } from '@/features/workspace/boards/requester-page';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { boardsPath, readForPage, readWorkspace } from '@/lib/server/page-data';

type Props = { params: Promise<{ workspace: string }> };

export default async function WorkspacePage({ params }: Props) {
  const { workspace: slug } = await params;
  const found = await readWorkspace(slug);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  const { workspace } = found.value;
  const asks = can(workspace.role, 'submitRequests');
  const [boards, own] = await Promise.all([
    readForPage<BoardList>(boardsPath(slug)),
    asks ? readForPage<QueueList>(ownPath(slug)) : null,
  ]);
  if (!boards.ok) return <ProblemPage problem={boards.problem} />;
  if (own && !own.ok) return <ProblemPage problem={own.problem} />;
  const shared = { workspace, path: boardsPath(slug), first: boards.value };
  return own && !can(workspace.role, 'readBoards') ? (
    <RequesterPage {...shared} own={own.value} />
  ) : (
    <BoardsPage {...shared} own={own?.value ?? null} />
  );
}
