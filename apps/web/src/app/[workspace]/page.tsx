import { type BoardList, can, type QueueList } from '@weir/contract';
import { myRequestsPath } from '@/features/requests/mine/my-requests-path';
import { BoardsPage } from '@/features/workspace/boards/boards-page';
import { RequesterPage } from '@/features/workspace/boards/requester-page';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { boardsPath, readForPage, readWorkspace } from '@/lib/server/page-data';
import { withWords } from '@/lib/words/with-words';

type Props = { params: Promise<{ workspace: string }> };

export default withWords('/[workspace]', WorkspacePage);

async function WorkspacePage({ params }: Props) {
  const { workspace: slug } = await params;
  const found = await readWorkspace(slug);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  const { workspace } = found.value;
  const canAsk = can(workspace.role, 'submitRequests');
  const [boards, mine] = await Promise.all([
    readForPage<BoardList>(boardsPath(slug)),
    canAsk ? readForPage<QueueList>(myRequestsPath(slug)) : null,
  ]);
  if (!boards.ok) return <ProblemPage problem={boards.problem} />;
  if (mine && !mine.ok) return <ProblemPage problem={mine.problem} />;
  const shared = { path: boardsPath(slug), first: boards.value };
  return mine && !can(workspace.role, 'readBoards') ? (
    <RequesterPage {...shared} mine={mine.value} />
  ) : (
    <BoardsPage {...shared} mine={mine?.value ?? null} />
  );
}
