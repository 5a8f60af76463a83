import type { Metadata } from 'next';
import { BoardsForecastPage } from '@/features/flow/forecast/boards-forecast-page';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';
import { OfBoards, type WorkspaceParams } from '../of-flow';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('forecastPage.title') };
}

export default withWords('/[workspace]/flow/forecast', ForecastOfWorkspace);

function ForecastOfWorkspace({ params }: WorkspaceParams) {
  return (
    <OfBoards
      params={params}
      page={(boards, today) => (
        <BoardsForecastPage
          today={today}
          choices={boards
            .filter(({ archivedAt }) => archivedAt === null)
            .map(({ key, name, inFlight = 0 }) => ({ key, name, inFlight }))}
        />
      )}
    />
  );
}
