import type { NoticeChoices, NoticeMailTimes, PushSubscriptionList } from '@weir/contract';
import type { Metadata } from 'next';
import { NoticeChoicesPage } from '@/features/workspace/notices/notice-choices-page';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { accountPaths } from '@/lib/api/paths/account-paths';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { readForPage, readWorkspace } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('workspace.noticeChoices.title') };
}

type Props = { params: Promise<{ workspace: string }> };

export default withWords('/[workspace]/account/notices', WorkspaceNoticeChoicesPage);

async function WorkspaceNoticeChoicesPage({ params }: Props) {
  const { workspace: slug } = await params;
  const found = await readWorkspace(slug);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  const [choices, times, devices] = await Promise.all([
    readForPage<NoticeChoices>(adminPaths.noticeChoices(slug)),
    readForPage<NoticeMailTimes>(adminPaths.noticeMailTimes(slug)),
    readForPage<PushSubscriptionList>(accountPaths.devices),
  ]);
  if (!choices.ok) return <ProblemPage problem={choices.problem} />;
  if (!times.ok) return <ProblemPage problem={times.problem} />;
  if (!devices.ok) return <ProblemPage problem={devices.problem} />;
  return <NoticeChoicesPage first={choices.value} times={times.value} devices={devices.value} />;
}
