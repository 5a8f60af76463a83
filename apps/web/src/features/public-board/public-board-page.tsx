'use client';

import { useQuery } from '@tanstack/react-query';
import type { PublicBoard } from '@weir/contract';
import { isCounted } from '@weir/domain';
import { Meter } from '@/components/data/meter';
import { StateWord, toneOf } from '@/components/data/state-word';
import { Instant } from '@/components/data/time';
import { Notice } from '@/components/feedback/notice';
import { Mark } from '@/components/icon/mark';
import { VisuallyHidden } from '@/components/layout/visually-hidden';
import board from '@/features/board/board-page.module.css';
import { LimitFigure } from '@/features/limits/limit-figure';
import { boardSetupPaths } from '@/lib/api/paths/board-setup-paths';
import { reading } from '@/lib/api/query';
import { limitOf } from '@/lib/board/limit-subjects';
import { BoardZone } from '@/lib/context/board';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './public-board.module.css';
import { PublicColumns } from './public-columns';

const halfAMinute = 30_000;

/** A board for everybody with its public link: to look at, and renewed while it is on screen. */
export function PublicBoardPage({ token, first }: { token: string; first: PublicBoard }) {
  const t = useTranslations();
  const { data, error, dataUpdatedAt } = useQuery({
    ...reading<PublicBoard>(boardSetupPaths.publicBoard(token)),
    initialData: first,
    refetchInterval: halfAMinute,
    // A page that comes into view again is renewed at once.
    staleTime: 1_000,
    // Offline it fails like a server that is down, and the page says so.
    networkMode: 'always',
  });
  const isGone = error?.problem.code === 'not-found';
  return (
    <BoardZone zone={data.timeZone}>
      <header className={styles.bar}>
        <span className={styles.mark}>
          <Mark />
        </span>
        <p className={styles.where}>
          <span className={styles.workspace}>{data.workspace}</span>
          <span aria-hidden="true" className={styles.slash}>
            /
          </span>
          <b>{data.name}</b>
        </p>
        <span className={styles.readOnly}>{t('publicBoard.readOnly')}</span>
      </header>
      <main id="content" tabIndex={-1} className={`${board.page} ${styles.page}`}>
        <div className={board.sheet}>
          <div className={board.above}>
            {!isGone && <BoardState board={data} />}
            <div className={board.notices}>
              {isGone && (
                <Notice tone="warn" title={t('publicBoard.gone.title')} role="status">
                  <p>{t('publicBoard.gone.text')}</p>
                </Notice>
              )}
              {error && !isGone && (
                <Notice tone="warn" title={error.problem.title} role="status">
                  <p>
                    {t.rich('publicBoard.asOf', {
                      at: () => <Instant at={new Date(dataUpdatedAt).toISOString()} />,
                    })}
                  </p>
                </Notice>
              )}
            </div>
          </div>
          {!isGone && <PublicColumns board={data} />}
        </div>
      </main>
    </BoardZone>
  );
}

/** The pressure, the cards in progress, and a gate that is not open. */
function BoardState({ board }: { board: PublicBoard }) {
  const t = useTranslations();
  const { state, level } = board.pressure;
  const limit = limitOf(board, { scope: 'board' });
  const name = t('board.inFlight.label');
  const kinds = new Map(board.columns.map((column) => [column.id, column]));
  const inProgress = board.cards.filter((card) => {
    const column = kinds.get(card.columnId);
    return column && isCounted({ scope: 'board' }, { ...card, assignees: [], archivedAt: null }, column);
  });
  return (
    <div className={styles.state}>
      {/* The bar above shows the name. */}
      <VisuallyHidden>
        <h1>{board.name}</h1>
      </VisuallyHidden>
      <StateWord state={state} />
      <span className={styles.meter}>
        <Meter
          label={t('board.header.pressure')}
          hideLabel
          value={level}
          valueLabel={t('board.header.pressureValue', { state, level })}
          tone={toneOf(state)}
        />
      </span>
      <span className={styles.figure}>
        <b>{name}</b> <LimitFigure name={name} limit={limit} load={limit?.load ?? inProgress.length} />
      </span>
      {board.gate.state !== 'open' && (
        <span className={styles.figure}>
          <StateWord state={`gate-${board.gate.state}`} size="small" />
          {board.gate.until && (
            <span>
              {t.rich('board.header.gateUntil', { at: () => <Instant at={board.gate.until ?? ''} /> })}
            </span>
          )}
        </span>
      )}
    </div>
  );
}
