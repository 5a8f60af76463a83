import type { Metadata } from 'next';
import { FlowPage } from '@/features/flow/flow-page';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';
import { type BoardParams, OfBoard } from '../../flow/of-flow';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('flow.title') };
}

export default withWords('/[workspace]/[board]/flow', FlowOfBoard);

function FlowOfBoard({ params }: BoardParams) {
  return (
    <OfBoard
      params={params}
      page={({ key, today, seq, labels, swimlanes }) => (
        <FlowPage
          board={key}
          today={today}
          seq={seq}
          choices={{ labels: labels.map(named), lanes: swimlanes.map(named), boards: [] }}
        />
      )}
    />
  );
}

const named = ({ id, name }: { id: string; name: string }) => ({ id, name });
