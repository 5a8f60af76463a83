import type { Metadata } from 'next';
import { AccountPage } from '@/features/workspace/account/account-page';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { readWorkspace } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('workspace.account.title') };
}

type Props = { params: Promise<{ workspace: string }> };

export default withWords('/[workspace]/account', WorkspaceAccountPage);

async function WorkspaceAccountPage({ params }: Props) {
  const found = await readWorkspace((await params).workspace);
  return found.ok ? <AccountPage /> : <ProblemPage problem={found.problem} />;
}
