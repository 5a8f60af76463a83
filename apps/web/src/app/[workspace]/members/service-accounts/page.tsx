import type { MemberList } from '@weir/contract';
import type { Metadata } from 'next';
import { ServiceAccountsPage } from '@/features/workspace/members/service-accounts/service-accounts-page';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { workspacePaths } from '@/lib/api/paths/workspace-paths';
import { readForPage } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('serviceAccounts.title') };
}

type Props = { params: Promise<{ workspace: string }> };

export default withWords('/[workspace]/members/service-accounts', WorkspaceServiceAccountsPage);

async function WorkspaceServiceAccountsPage({ params }: Props) {
  const { workspace: slug } = await params;
  const members = await readForPage<MemberList>(workspacePaths.allMembers(slug));
  return members.ok ? (
    <ServiceAccountsPage members={members.value} />
  ) : (
    <ProblemPage problem={members.problem} />
  );
}
