import type { Metadata } from 'next';
import { FlowPage } from '@/features/flow/flow-page';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';
import { OfBoards, type WorkspaceParams } from './of-flow';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('flow.title') };
}

export default withWords('/[workspace]/flow', FlowOfWorkspace);

function FlowOfWorkspace({ params }: WorkspaceParams) {
  return (
    <OfBoards
      params={params}
      page={(boards, today) => (
        <FlowPage
          board={null}
          seq={0}
          today={today}
          choices={{ labels: [], lanes: [], boards: boards.map(({ key, name }) => ({ id: key, name })) }}
        />
      )}
    />
  );
}
