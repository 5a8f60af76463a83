import { can } from '@weir/contract';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { AllTokensPage } from '@/features/workspace/tokens/all-tokens-page';
import { readWorkspace } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('tokens.everyone.title') };
}

type Props = { params: Promise<{ workspace: string }> };

export default withWords('/[workspace]/settings/tokens', TokensOfWorkspace);

async function TokensOfWorkspace({ params }: Props) {
  const { workspace: slug } = await params;
  const found = await readWorkspace(slug);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  if (!can(found.value.workspace.role, 'readAuditLog')) notFound();
  return <AllTokensPage />;
}
