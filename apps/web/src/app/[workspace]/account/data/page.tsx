import type { Metadata } from 'next';
import { OwnDataPage } from '@/features/workspace/account/own-data/own-data-page';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { readWorkspace } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('ownData.title') };
}

type Props = { params: Promise<{ workspace: string }> };

export default withWords('/[workspace]/account/data', AccountDataPage);

async function AccountDataPage({ params }: Props) {
  const found = await readWorkspace((await params).workspace);
  return found.ok ? <OwnDataPage /> : <ProblemPage problem={found.problem} />;
}
