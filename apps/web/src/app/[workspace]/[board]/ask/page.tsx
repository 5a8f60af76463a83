import { can, type Pressure, problem, type RequesterBoard, type RequestList } from '@weir/contract';
import type { Metadata } from 'next';
import { AskPage } from '@/features/requests/ask-page';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { paths } from '@/lib/api/paths';
import { readForPage, readTogether, readWorkspace } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('ask.pageTitle') };
}

type Props = { params: Promise<{ workspace: string; board: string }> };

export default async function BoardAskPage({ params }: Props) {
  const { workspace: slug, board: key } = await params;
  const found = await readWorkspace(slug);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  if (!can(found.value.workspace.role, 'submitRequests')) {
    const t = await getTranslations();
    return <ProblemPage problem={problem('not-allowed', t('ask.viewer'), {})} />;
  }
  const first = await readTogether({
    door: readForPage<RequesterBoard>(paths.door(slug, key)),
    pressure: readForPage<Pressure>(paths.pressure(slug, key)),
    requests: readForPage<RequestList>(`${paths.requests(slug, key)}?size=200`),
  });
  if (!first.ok) return <ProblemPage problem={first.problem} />;
  return <AskPage key={key} first={first.value} />;
}
