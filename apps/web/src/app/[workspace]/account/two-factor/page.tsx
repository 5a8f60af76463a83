import type { Metadata } from 'next';
import { TwoFactorPage } from '@/features/workspace/account/two-factor/two-factor-page';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { readWorkspace } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('twoFactor.title') };
}

type Props = { params: Promise<{ workspace: string }> };

export default withWords('/[workspace]/account/two-factor', AccountTwoFactorPage);

async function AccountTwoFactorPage({ params }: Props) {
  const found = await readWorkspace((await params).workspace);
  return found.ok ? <TwoFactorPage /> : <ProblemPage problem={found.problem} />;
}
