import type { Metadata } from 'next';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { TokensPage } from '@/features/workspace/tokens/tokens-page';
import { readWorkspace } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('tokens.title') };
}

type Props = { params: Promise<{ workspace: string }> };

export default withWords('/[workspace]/account/tokens', AccountTokensPage);

async function AccountTokensPage({ params }: Props) {
  const found = await readWorkspace((await params).workspace);
  return found.ok ? <TokensPage /> : <ProblemPage problem={found.problem} />;
}
