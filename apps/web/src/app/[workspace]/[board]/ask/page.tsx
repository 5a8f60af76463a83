import {
  can,
  type Pressure,
  problem,
  type Request,
  type RequesterBoard,
  type RequestList,
} from '@weir/contract';
import type { Metadata } from 'next';
import { AskPage } from '@/features/requests/ask-page';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { boardPaths } from '@/lib/api/paths/board-paths';
import { requestPaths } from '@/lib/api/paths/request-paths';
import { read, readForPage, readTogether, readWorkspace } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('ask.pageTitle') };
}

type Props = {
  params: Promise<{ workspace: string; board: string }>;
  searchParams: Promise<{ follows?: string | string[] }>;
};

export default withWords('/[workspace]/[board]/ask', BoardAskPage);

async function BoardAskPage({ params, searchParams }: Props) {
  const { workspace: slug, board: key } = await params;
  const found = await readWorkspace(slug);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  if (!can(found.value.workspace.role, 'submitRequests')) {
    const t = await getTranslations();
    return <ProblemPage problem={problem('not-allowed', t('ask.viewer'), {})} />;
  }
  const first = await readTogether({
    door: readForPage<RequesterBoard>(requestPaths.door(slug, key)),
    pressure: readForPage<Pressure>(boardPaths.pressure(slug, key)),
    requests: readForPage<RequestList>(`${requestPaths.requests(slug, key)}?size=200`),
  });
  if (!first.ok) return <ProblemPage problem={first.problem} />;
  const follows = await readFollowed(slug, key, (await searchParams).follows);
  return <AskPage key={key} first={first.value} follows={follows} />;
}

/** The answered request that the new one is to follow; null where the address names none that it can. */
async function readFollowed(slug: string, key: string, number: string | string[] | undefined) {
  if (typeof number !== 'string' || !/^[1-9]\d{0,9}$/.test(number)) return null;
  const found = await read<Request>(requestPaths.request(slug, key, Number(number)));
  return found.ok && found.value.answer ? found.value : null;
}
