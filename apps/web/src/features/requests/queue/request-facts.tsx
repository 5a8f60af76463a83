'use client';

import type { Request } from '@weir/contract';
import { Slots } from '@/components/data/slots';
import { placeState, StateWord } from '@/components/data/state-word';
import { Day, useNow } from '@/components/data/time';
import { type Draft, wishOf } from '../answer/answer-draft';
import { entryOf } from '../answer/kinds/entry';
import { TradeLoss } from '../answer/kinds/trade-loss';
import { trades } from '../answer/kinds/trades';
import type { useIntake } from '../intake-context';
import { Fact } from './fact';
import styles from './request-facts.module.css';
import { AskerFacts } from './requester-facts';

type Props = { workspace: string; request: Request; now: ReturnType<typeof useIntake>; draft: Draft };
type FactsProps = Props & {
  /** For who may answer: what else is known of who asked. */
  mayKnow: boolean;
};

/** What one would want to know before answering. */
export function Facts({ workspace, request, now, draft, mayKnow }: FactsProps) {
  return (
    <aside className={styles.facts} aria-label="Facts for the answer">
      {request.state === 'waiting' && <RoomFact request={request} now={now} draft={draft} />}
      {request.forecast && <ForecastFact forecast={request.forecast} />}
      <TradeFact request={request} now={now} draft={draft} />
      {mayKnow && <AskerFacts workspace={workspace} request={request} now={now} />}
    </aside>
  );
}

/** Where there is no room, the cards that would make way with the smallest loss. */
function TradeFact({ request, now: { board }, draft }: Omit<Props, 'workspace'>) {
  const now = new Date(useNow());
  const wish = wishOf(draft, request);
  if (request.state !== 'waiting' || !entryOf(board, wish).why) return null;
  const best = trades(board, wish.classOfService, now).filter(({ why }) => why === null);
  if (best.length === 0) return null;
  return (
    <Fact title="To trade, put back">
      <ul className={styles.others}>
        {best.slice(0, mostTrades).map((trade) => (
          <li key={trade.card.number}>
            {trade.card.ref} {trade.card.title}
            <span className={styles.soft}>
              <TradeLoss trade={trade} board={board} />
            </span>
          </li>
        ))}
      </ul>
    </Fact>
  );
}

const mostTrades = 2;

function RoomFact({ request, now: { board }, draft }: Omit<Props, 'workspace'>) {
  const { column } = entryOf(board, wishOf(draft, request));
  const { load, limit, name } = column;
  const max = limit?.max ?? null;
  return (
    <Fact title={`Room in ${name}`}>
      <p>
        <StateWord state={placeState(load, max)} size="large">
          {max === null
            ? 'No limit'
            : load >= max
              ? `None: ${load} of ${max}`
              : `${max - load} of ${max} free`}
        </StateWord>
      </p>
      {max !== null && (
        <Slots filled={load} max={max} size="small" label={`${load} of ${max} taken in ${name}`} />
      )}
    </Fact>
  );
}

function ForecastFact({ forecast }: { forecast: NonNullable<Request['forecast']> }) {
  if ('unknown' in forecast)
    return (
      <Fact title="If it were accepted now">
        <p className={styles.big}>Nobody knows</p>
        <p className={styles.soft}>{forecast.unknown}</p>
      </Fact>
    );
  return (
    <Fact title="If it were accepted now">
      <p className={styles.big}>
        85 % by <Day date={forecast.p85} />
      </p>
      <p className={styles.soft}>
        Half by <Day date={forecast.p50} />; from {forecast.sample} cards since <Day date={forecast.from} />.
      </p>
    </Fact>
  );
}
