import { type BoardList, can } from '@weir/contract';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { WorkspaceSettingsPage } from '@/features/workspace/workspaces/workspace-settings-page';
import { workspacePaths } from '@/lib/api/paths/workspace-paths';
import { readForPage, readWorkspace } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('workspaceSettings.title') };
}

type Props = { params: Promise<{ workspace: string }> };

export default withWords('/[workspace]/settings', SettingsOfWorkspace);

async function SettingsOfWorkspace({ params }: Props) {
  const { workspace: slug } = await params;
  const found = await readWorkspace(slug);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  if (!can(found.value.workspace.role, 'manageWorkspace')) notFound();
  const boards = await readForPage<BoardList>(`${workspacePaths.boards(slug)}?size=200`);
  if (!boards.ok) return <ProblemPage problem={boards.problem} />;
  return (
    <WorkspaceSettingsPage boards={boards.value.items.filter(({ archivedAt }) => archivedAt === null)} />
  );
}
