import { can } from '@weir/contract';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ExportPage } from '@/features/exports/export-page';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { readWorkspace } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('exports.title') };
}

type Props = { params: Promise<{ workspace: string }> };

export default withWords('/[workspace]/export', WorkspaceExportPage);

async function WorkspaceExportPage({ params }: Props) {
  const found = await readWorkspace((await params).workspace);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  if (!can(found.value.workspace.role, 'exportWorkspace')) notFound();
  return <ExportPage />;
}
