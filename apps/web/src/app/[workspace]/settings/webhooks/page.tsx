import { can } from '@weir/contract';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { WebhooksPage } from '@/features/workspace/webhooks/webhooks-page';
import { readWorkspace } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('webhooks.title') };
}

type Props = { params: Promise<{ workspace: string }> };

export default withWords('/[workspace]/settings/webhooks', WebhooksOfWorkspace);

async function WebhooksOfWorkspace({ params }: Props) {
  const { workspace: slug } = await params;
  const found = await readWorkspace(slug);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  if (!can(found.value.workspace.role, 'manageWebhooks')) notFound();
  return <WebhooksPage />;
}
