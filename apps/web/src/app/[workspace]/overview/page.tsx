import { can, type Overview } from '@weir/contract';
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { OverviewPage } from '@/features/workspace/overview/overview-page';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { workspacePaths } from '@/lib/api/paths/workspace-paths';
import { readForPage, readWorkspace } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('overview.title') };
}

type Props = { params: Promise<{ workspace: string }> };

export default withWords('/[workspace]/overview', WorkspaceOverviewPage);

async function WorkspaceOverviewPage({ params }: Props) {
  const { workspace: slug } = await params;
  const found = await readWorkspace(slug);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  if (!can(found.value.workspace.role, 'readBoards')) redirect(`/${slug}`);
  const path = `${workspacePaths.overview(slug)}?size=200`;
  const overview = await readForPage<Overview>(path);
  if (!overview.ok) return <ProblemPage problem={overview.problem} />;
  return <OverviewPage path={path} first={overview.value} />;
}
