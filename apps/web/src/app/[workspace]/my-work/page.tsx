import { can, type MyWork } from '@weir/contract';
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { MyWorkPage } from '@/features/my-work/my-work-page';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { workspacePaths } from '@/lib/api/paths/workspace-paths';
import { readBoards, readForPage, readWorkspace } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('myWork.title') };
}

type Props = { params: Promise<{ workspace: string }> };

export default withWords('/[workspace]/my-work', WorkspaceMyWorkPage);

async function WorkspaceMyWorkPage({ params }: Props) {
  const { workspace: slug } = await params;
  const found = await readWorkspace(slug);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  // Nobody else has cards. The start page of a requester has their requests.
  if (!can(found.value.workspace.role, 'changeCards')) redirect(`/${slug}`);
  const path = workspacePaths.myWork(slug);
  const [work, boards] = await Promise.all([readForPage<MyWork>(path), readBoards(slug)]);
  if (!work.ok) return <ProblemPage problem={work.problem} />;
  if (!boards.ok) return <ProblemPage problem={boards.problem} />;
  const keys = boards.value.filter(({ archivedAt }) => !archivedAt).map(({ key }) => key);
  return <MyWorkPage path={path} boards={keys} first={work.value} />;
}
