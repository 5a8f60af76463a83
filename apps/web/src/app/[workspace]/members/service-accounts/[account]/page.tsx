import { can, type MemberList } from '@weir/contract';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ServiceAccountPage } from '@/features/workspace/members/service-accounts/service-account-page';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { readForPage, readWorkspace } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('tokens.title') };
}

type Props = { params: Promise<{ workspace: string; account: string }> };

export default withWords('/[workspace]/members/service-accounts/[account]', TokensOfServiceAccount);

async function TokensOfServiceAccount({ params }: Props) {
  const { workspace: slug, account: id } = await params;
  const found = await readWorkspace(slug);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  if (!can(found.value.workspace.role, 'manageServiceAccounts')) notFound();
  const accounts = await readForPage<MemberList>(`${adminPaths.serviceAccounts(slug)}?size=200`);
  if (!accounts.ok) return <ProblemPage problem={accounts.problem} />;
  const account = accounts.value.items.find((each) => each.id === id);
  if (!account) notFound();
  return <ServiceAccountPage account={account} />;
}
