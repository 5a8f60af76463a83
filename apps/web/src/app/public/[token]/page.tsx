import type { PublicBoard } from '@weir/contract';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Page } from '@/components/layout/page';
import { PublicBoardPage } from '@/features/public-board/public-board-page';
import { boardSetupPaths } from '@/lib/api/paths/board-setup-paths';
import { read } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

type Props = { params: Promise<{ token: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations();
  const board = await read<PublicBoard>(boardSetupPaths.publicBoard((await params).token));
  return {
    title: board.ok ? board.value.name : t('publicBoard.pageTitle'),
    referrer: 'no-referrer',
    robots: { index: false, follow: false },
  };
}

export default withWords('/public/[token]', PublicBoardRoute);

async function PublicBoardRoute({ params }: Props) {
  const { token } = await params;
  const board = await read<PublicBoard>(boardSetupPaths.publicBoard(token));
  if (board.ok) return <PublicBoardPage token={token} first={board.value} />;
  if (board.problem.code === 'not-found') notFound();
  return (
    <Page width="narrow">
      <ProblemNotice problem={board.problem} role="status" />
    </Page>
  );
}
