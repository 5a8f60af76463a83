import { can, type WaitsMap } from '@weir/contract';
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { WaitsMapPage } from '@/features/workspace/waits-map/waits-map-page';
import { workspacePaths } from '@/lib/api/paths/workspace-paths';
import { readForPage, readWorkspace } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('waits.map.title') };
}

type Props = { params: Promise<{ workspace: string }> };

export default withWords('/[workspace]/waits', WaitsOfWorkspace);

async function WaitsOfWorkspace({ params }: Props) {
  const { workspace: slug } = await params;
  const found = await readWorkspace(slug);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  if (!can(found.value.workspace.role, 'readBoards')) redirect(`/${slug}`);
  const path = workspacePaths.waitsMap(slug);
  const map = await readForPage<WaitsMap>(path);
  if (!map.ok) return <ProblemPage problem={map.problem} />;
  return <WaitsMapPage path={path} first={map.value} />;
}
