import type { Metadata } from 'next';
import { PasskeysPage } from '@/features/workspace/account/passkeys/passkeys-page';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { readWorkspace } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('passkeys.title') };
}

type Props = { params: Promise<{ workspace: string }> };

export default withWords('/[workspace]/account/passkeys', AccountPasskeysPage);

async function AccountPasskeysPage({ params }: Props) {
  const found = await readWorkspace((await params).workspace);
  return found.ok ? <PasskeysPage /> : <ProblemPage problem={found.problem} />;
}
