import type { NoticeList } from '@weir/contract';
import type { Metadata } from 'next';
import { NoticesPage } from '@/features/workspace/notices/notices-page';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { workspacePaths } from '@/lib/api/paths/workspace-paths';
import { readForPage, readWorkspace } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('workspace.notices.title') };
}

type Props = { params: Promise<{ workspace: string }> };

export default withWords('/[workspace]/notices', WorkspaceNoticesPage);

async function WorkspaceNoticesPage({ params }: Props) {
  const { workspace: slug } = await params;
  const found = await readWorkspace(slug);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  const notices = await readForPage<NoticeList>(workspacePaths.notices(slug));
  if (!notices.ok) return <ProblemPage problem={notices.problem} />;
  return <NoticesPage first={notices.value} />;
}
