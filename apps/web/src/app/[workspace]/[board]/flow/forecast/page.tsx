import type { Metadata } from 'next';
import { BoardForecastPage } from '@/features/flow/forecast/board-forecast-page';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';
import { type BoardParams, OfBoard } from '../../../flow/of-flow';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('forecastPage.title') };
}

export default withWords('/[workspace]/[board]/flow/forecast', ForecastOfBoard);

function ForecastOfBoard({ params }: BoardParams) {
  return (
    <OfBoard
      params={params}
      page={({ key, today, cards }) => {
        const open = cards.filter(({ deliveredAt }) => deliveredAt === null);
        const inFlight = open.filter(({ committedAt }) => committedAt !== null);
        return (
          <BoardForecastPage
            board={key}
            today={today}
            openCards={{ inFlight: inFlight.length, open: open.length }}
          />
        );
      }}
    />
  );
}
