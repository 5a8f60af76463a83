import { can } from '@weir/contract';
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { DigestPage } from '@/features/digest/digest-page';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { readWorkspace } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('digest.title') };
}

type Props = { params: Promise<{ workspace: string; board: string }> };

export default withWords('/[workspace]/[board]/digest', DigestOfBoard);

async function DigestOfBoard({ params }: Props) {
  const { workspace: slug, board } = await params;
  const found = await readWorkspace(slug);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  if (!can(found.value.workspace.role, 'readBoards')) redirect(`/${slug}/${board}/ask`);
  return <DigestPage board={board} />;
}
