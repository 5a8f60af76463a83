import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { BackupsPage } from '@/features/workspace/account/backups/backups-page';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { readWorkspace } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('backups.title') };
}

type Props = { params: Promise<{ workspace: string }> };

export default withWords('/[workspace]/account/backups', AccountBackupsPage);

async function AccountBackupsPage({ params }: Props) {
  const found = await readWorkspace((await params).workspace);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  if (!found.value.me.user.isOperator) notFound();
  return <BackupsPage />;
}
