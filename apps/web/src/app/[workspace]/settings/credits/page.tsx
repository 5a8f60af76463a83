import { can, type OwnCredits } from '@weir/contract';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { CreditRulePage } from '@/features/credits/settings/rule-page';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { creditPaths } from '@/lib/api/paths/credit-paths';
import { readForPage, readWorkspace } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('credits.settings.title') };
}

type Props = { params: Promise<{ workspace: string }> };

export default withWords('/[workspace]/settings/credits', CreditSettings);

async function CreditSettings({ params }: Props) {
  const { workspace: slug } = await params;
  const found = await readWorkspace(slug);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  if (!can(found.value.workspace.role, 'manageWorkspace')) notFound();
  const credits = await readForPage<OwnCredits>(creditPaths.own(slug));
  if (!credits.ok) return <ProblemPage problem={credits.problem} />;
  return <CreditRulePage first={credits.value} />;
}
