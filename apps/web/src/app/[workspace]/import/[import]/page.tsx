import type { Import } from '@weir/contract';
import type { Metadata } from 'next';
import { ImportPage } from '@/features/imports/import-page';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { importPaths } from '@/lib/api/paths/import-paths';
import { readForPage, readWorkspace } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('imports.title') };
}

type Props = { params: Promise<{ workspace: string; import: string }> };

export default withWords('/[workspace]/import/[import]', OneImportPage);

async function OneImportPage({ params }: Props) {
  const { workspace: slug, import: id } = await params;
  const found = await readWorkspace(slug);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  const read = await readForPage<Import>(importPaths.one(slug, id));
  return read.ok ? <ImportPage first={read.value} /> : <ProblemPage problem={read.problem} />;
}
