import type { NoticeList } from '@weir/contract';
import type { Metadata } from 'next';
import { NoticesPage } from '@/features/workspace/notices/notices-page';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { paths } from '@/lib/api/paths';
import { readForPage, readWorkspace } from '@/lib/server/page-data';

export const metadata: Metadata = { title: 'Notices' };

type Props = { params: Promise<{ workspace: string }> };

export default async function WorkspaceNoticesPage({ params }: Props) {
  const { workspace: slug } = await params;
  const found = await readWorkspace(slug);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  const notices = await readForPage<NoticeList>(paths.notices(slug));
  if (!notices.ok) return <ProblemPage problem={notices.problem} />;
  return <NoticesPage workspace={found.value.workspace} first={notices.value} />;
}
