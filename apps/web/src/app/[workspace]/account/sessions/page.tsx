import type { Metadata } from 'next';
import { SessionsPage } from '@/features/workspace/account/sessions/sessions-page';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { readWorkspace } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('sessions.title') };
}

type Props = { params: Promise<{ workspace: string }> };

export default withWords('/[workspace]/account/sessions', AccountSessionsPage);

async function AccountSessionsPage({ params }: Props) {
  const found = await readWorkspace((await params).workspace);
  return found.ok ? <SessionsPage /> : <ProblemPage problem={found.problem} />;
}
