'use client';

import type { Request, RequestContext } from '@weir/contract';
import { requesterName } from '@weir/words';
import type { ReactNode } from 'react';
import { ForecastRecord } from '@/components/data/forecast-record';
import { Slots } from '@/components/data/slots';
import { placeState, StateWord } from '@/components/data/state-word';
import { Day, useNow } from '@/components/data/time';
import { Link } from '@/components/layout/link';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import type { Draft } from '../answer/answer-draft';
import { entryOf, proposedCard } from '../answer/kinds/entry';
import { possibleTrades, TradeLoss } from '../answer/kinds/trade';
import { useIntake, useRequestContext } from '../intake-context';
import { AnswerWord } from '../letter/answer-letter';
import { useOpenState } from '../use-open-state';
import styles from './request-facts.module.css';

type Props = { request: Request; draft: Draft };

/** What a manager wants to know before answering. */
export function RequestFacts({ request, draft }: Props) {
  const t = useTranslations();
  const { canAnswer } = useIntake();
  const isWaiting = request.state === 'waiting';
  return (
    <aside className={styles.facts} aria-label={t('intake.facts.label')}>
      {isWaiting && <CapacityFact request={request} draft={draft} />}
      {request.forecast && <ForecastFact forecast={request.forecast} />}
      {isWaiting && <TradesFact request={request} draft={draft} />}
      {canAnswer && <RequesterFacts request={request} />}
    </aside>
  );
}

function Fact({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** The free places of the column that it would enter. */
function CapacityFact({ request, draft }: Props) {
  const t = useTranslations();
  const { board } = useIntake();
  const { load, limit, name } = entryOf(board, proposedCard(draft, request)).column;
  const max = limit?.max ?? null;
  return (
    <Fact title={t('intake.facts.capacity', { column: name })}>
      <p>
        <StateWord state={placeState(load, max)} size="large">
          {max === null
            ? t('components.state.none')
            : t('intake.facts.free', { free: Math.max(0, max - load), max })}
        </StateWord>
      </p>
      {max !== null && (
        <Slots
          filled={load}
          max={max}
          size="small"
          label={t('intake.facts.slots', { load, max, column: name })}
        />
      )}
    </Fact>
  );
}

function ForecastFact({ forecast }: { forecast: NonNullable<Request['forecast']> }) {
  const t = useTranslations();
  const { board } = useIntake();
  if ('unknown' in forecast)
    return (
      <Fact title={t('intake.forecast.ifAccepted')}>
        <p className={styles.big}>{t('intake.forecast.unknown')}</p>
        <p className={styles.soft}>{forecast.unknown}</p>
      </Fact>
    );
  const { p50, p85, sample, from } = forecast;
  return (
    <Fact title={t('intake.forecast.ifAccepted')}>
      <p className={styles.big}>
        {t.rich('intake.forecast.by', { share: 0.85, day: () => <Day date={p85} /> })}
      </p>
      <p className={styles.soft}>
        {t.rich('intake.forecast.by', { share: 0.5, day: () => <Day date={p50} /> })}
      </p>
      <p className={styles.soft}>
        {t.rich('intake.forecast.sample', { count: sample, from: () => <Day date={from} /> })}{' '}
        <ForecastRecord board={board.key} />
      </p>
    </Fact>
  );
}

const shownTrades = 2;

/** Where it has no room: the cards that could make room with the smallest loss. */
function TradesFact({ request, draft }: Props) {
  const t = useTranslations();
  const { board } = useIntake();
  const now = new Date(useNow());
  const card = proposedCard(draft, request);
  if (entryOf(board, card).broken.length === 0) return null;
  const best = possibleTrades(board, card.classOfService, now).filter(({ broken }) => broken.length === 0);
  if (best.length === 0) return null;
  return (
    <Fact title={t('intake.facts.trades')}>
      <ul className={styles.others}>
        {best.slice(0, shownTrades).map((trade) => (
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

/** What else the requester asked for, how that ended, and what is similar. */
function RequesterFacts({ request }: { request: Request }) {
  const t = useTranslations();
  const openState = useOpenState();
  const { slug } = useWorkspace();
  const { board } = useIntake();
  const context = useRequestContext(request);
  if (!context) return null;
  const home = `/${slug}/${board.key}/requests`;
  return (
    <>
      <OpenFact home={home} name={requesterName(t, request.requester)} open={context.requester.open} />
      <EarlierFact answered={context.requester.answered} />
      {context.similar.length > 0 && (
        <Fact title={t('ask.similar.label')}>
          <ul className={styles.others}>
            {context.similar.map((each) => (
              <li key={each.number}>
                <Link href={`${home}/${each.number}`}>{each.title ?? each.ref}</Link>
                <span className={styles.soft}>
                  {each.ref} · {openState(each)}
                </span>
              </li>
            ))}
          </ul>
        </Fact>
      )}
    </>
  );
}

type Requester = RequestContext['requester'];

function OpenFact({ home, name, open }: { home: string; name: string; open: Requester['open'] }) {
  const t = useTranslations();
  return (
    <Fact title={t('intake.facts.alsoFrom', { name })}>
      {open.length === 0 && <p className={styles.soft}>{t('intake.facts.nothingElse')}</p>}
      <ul className={styles.others}>
        {open.map(({ number, ref, title }) => (
          <li key={number}>
            <Link href={`${home}/${number}`}>{title}</Link>
            <span className={styles.soft}>
              {ref} · {t('requests.open.waiting')}
            </span>
          </li>
        ))}
      </ul>
    </Fact>
  );
}

/** The outcomes of the requester's earlier requests, each with its number. */
function EarlierFact({ answered }: { answered: Requester['answered'] }) {
  const t = useTranslations();
  if (answered.length === 0) return null;
  return (
    <Fact title={t('intake.facts.earlier')}>
      <ul className={styles.outcomes}>
        {answered.map(({ kind, count }) => (
          <li key={kind}>
            <AnswerWord kind={kind} /> {count}
          </li>
        ))}
      </ul>
    </Fact>
  );
}
