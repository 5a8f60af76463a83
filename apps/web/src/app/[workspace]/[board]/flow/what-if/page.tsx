import type { Metadata } from 'next';
import { boardNow } from '@/features/flow/what-if/changes';
import { WhatIfPage } from '@/features/flow/what-if/what-if-page';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';
import { type BoardParams, OfBoard } from '../../../flow/of-flow';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('whatIf.title') };
}

export default withWords('/[workspace]/[board]/flow/what-if', WhatIfOfBoard);

function WhatIfOfBoard({ params }: BoardParams) {
  return <OfBoard params={params} page={(board) => <WhatIfPage board={board.key} now={boardNow(board)} />} />;
}
