'use client';

import type { Calibration } from '@weir/contract';
import { useSearchParams } from 'next/navigation';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { HelpLink } from '@/features/help/help-link';
import { pushQuery } from '@/lib/pages/page-query';
import { useTranslations } from '@/lib/words/use-translations';
import type { Named } from '../filters/choices';
import { readShown } from '../filters/shown';
import { FlowProvider } from '../flow-context';
import { FlowTabs } from '../flow-tabs';
import { BacktestFigure } from './backtest-figure';
import { Chances } from './chances';
import { KeptFigure } from './kept-figure';
import { MissedFigure } from './missed-figure';
import { NotScored } from './not-scored';
import { ScoreFilters } from './score-filters';
import { readScoreWindow, writeScores } from './scores-address';
import { hasNoScores } from './series';
import { Summary } from './summary';
import styles from './track-record.module.css';
import { useCalibration } from './use-scores';

type Props = {
  /** The key of the board; null for several boards. */
  board: string | null;
  today: string;
  /** Boards to choose from, on the page of several. */
  boards: readonly Named[];
};

/** How often forecasts of a board, or of several, were right. The address says which. */
export function TrackRecordPage({ board, today, boards }: Props) {
  const t = useTranslations();
  const query = new URLSearchParams(useSearchParams());
  const shown = readShown(query);
  const window = readScoreWindow(query);
  const chooseWindow = (next: number | null) => pushQuery(writeScores(shown, next));
  return (
    <FlowProvider value={{ board, today, shown, change: (next) => pushQuery(writeScores(next, window)) }}>
      <Page>
        <PageHeader
          title={t('trackRecord.title')}
          meta={
            <>
              {t('trackRecord.lead')} <HelpLink about="forecasts" />
            </>
          }
        />
        <FlowTabs board={board} />
        <ScoreFilters boards={boards} window={window} chooseWindow={chooseWindow} />
        <Scores window={window} />
        {board !== null && <BacktestFigure board={board} window={window} />}
      </Page>
    </FlowProvider>
  );
}

/** The scores of forecasts that were shown. */
function Scores({ window }: { window: number | null }) {
  const query = useCalibration(window);
  const { data, error } = query;
  if (error && !data) return <ProblemNotice problem={error.problem} role="status" />;
  if (data && hasNoScores(data)) return <NoScores data={data} />;
  return (
    <div className={styles.figures}>
      {data && <Summary data={data} isOld={query.isPlaceholderData} />}
      <KeptFigure kind="kept" query={query} name={(of) => fileName('kept', of)} scoresOf={(data) => data} />
      <Chances
        query={query}
        name={(of) => fileName('probabilities', of)}
        scoreOf={({ chances }) => chances}
      />
      <MissedFigure window={window} />
      {data && <NotScored query={query} name={fileName('not-scored', data)} />}
    </div>
  );
}

function NoScores({ data: { pending, void: voids } }: { data: Calibration }) {
  const t = useTranslations();
  const count = Object.values(voids).reduce((sum, each) => sum + each, 0);
  return (
    <div className={styles.none}>
      <Notice title={t('trackRecord.none.title')}>
        {t('trackRecord.none.text', { pending })} {count > 0 && t('trackRecord.none.void', { count })}
      </Notice>
    </div>
  );
}

function fileName(what: string, { boards, from, to }: Calibration): string {
  return `${boards.length === 1 ? boards[0] : 'forecasts'}-${what}-${from}-${to}`;
}
