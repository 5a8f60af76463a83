import type { ImportList } from '@weir/contract';
import type { Metadata } from 'next';
import { ImportsPage } from '@/features/imports/imports-page';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { importPaths } from '@/lib/api/paths/import-paths';
import { readForPage, readWorkspace } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('imports.title') };
}

type Props = { params: Promise<{ workspace: string }> };

export default withWords('/[workspace]/import', WorkspaceImportsPage);

async function WorkspaceImportsPage({ params }: Props) {
  const { workspace: slug } = await params;
  const found = await readWorkspace(slug);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  const imports = await readForPage<ImportList>(importPaths.list(slug));
  return imports.ok ? <ImportsPage first={imports.value} /> : <ProblemPage problem={imports.problem} />;
}
