import { can, type QueueList } from '@weir/contract';
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { QueuePage } from '@/features/requests/workspace-queue/queue-page';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { workspacePaths } from '@/lib/api/paths/workspace-paths';
import { readBoards, readForPage, readWorkspace } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('intake.allBoards.pageTitle') };
}

type Props = { params: Promise<{ workspace: string }> };

export default withWords('/[workspace]/requests', WorkspaceRequestsPage);

async function WorkspaceRequestsPage({ params }: Props) {
  const { workspace: slug } = await params;
  const found = await readWorkspace(slug);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  const { workspace } = found.value;
  // Only people who answer requests have something to do here.
  if (!can(workspace.role, 'answerRequests')) redirect(`/${slug}`);
  const path = `${workspacePaths.queue(slug)}?size=200`;
  const [queue, boards] = await Promise.all([readForPage<QueueList>(path), readBoards(slug)]);
  if (!queue.ok) return <ProblemPage problem={queue.problem} />;
  if (!boards.ok) return <ProblemPage problem={boards.problem} />;
  const keys = boards.value.filter(({ archivedAt }) => !archivedAt).map(({ key }) => key);
  return <QueuePage path={path} boards={keys} first={queue.value} />;
}
