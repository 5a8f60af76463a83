import type { Metadata } from 'next';
import { ChangePasswordPage } from '@/features/workspace/account/password/change-password-page';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { readWorkspace } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('password.change.title') };
}

type Props = { params: Promise<{ workspace: string }> };

export default withWords('/[workspace]/account/password', AccountPasswordPage);

async function AccountPasswordPage({ params }: Props) {
  const found = await readWorkspace((await params).workspace);
  return found.ok ? <ChangePasswordPage /> : <ProblemPage problem={found.problem} />;
}
