'use client';

import type { Request } from '@weir/contract';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Slots } from '@/components/slots';
import { placeState, StateWord } from '@/components/state-word';
import { Day } from '@/components/time';
import { type Draft, wishOf } from './answer-draft';
import { AnswerWord } from './answer-word';
import { entryOf } from './entry';
import styles from './facts.module.css';
import { useAnsweredLately } from './use-deferred';
import type { useIntake } from './use-intake';

type Props = { workspace: string; request: Request; now: ReturnType<typeof useIntake>; draft: Draft };

/** What one would want to know before answering. */
export function Facts({ workspace, request, now, draft }: Props) {
  return (
    <aside className={styles.facts} aria-label="Facts for the answer">
      {request.state === 'waiting' && <RoomFact request={request} now={now} draft={draft} />}
      {request.forecast && <ForecastFact forecast={request.forecast} />}
      <OthersFact workspace={workspace} request={request} now={now} />
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

const shown = 5;

function OthersFact({ workspace, request, now: { board, waiting } }: Omit<Props, 'draft'>) {
  const answered = useAnsweredLately(workspace, board.key) ?? [];
  const theirs = [...waiting, ...answered].filter(
    ({ number, requester }) => requester.id === request.requester.id && number !== request.number,
  );
  return (
    <Fact title={`Also from ${request.requester.name}`}>
      {theirs.length === 0 && <p className={styles.soft}>Nothing else lately.</p>}
      <ul className={styles.others}>
        {theirs.slice(0, shown).map(({ number, ref, title, answer, ticket }) => (
          <li key={number}>
            <Link href={`/${workspace}/${board.key}/requests/${number}`}>{title}</Link>
            <span className={styles.soft}>
              {ref} {answer ? <AnswerWord kind={answer.kind} /> : 'waits'}
              {ticket && !ticket.used && (
                <>
                  {' '}
                  until <Day date={ticket.from} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
      {theirs.length > shown && <p className={styles.soft}>and {theirs.length - shown} more</p>}
    </Fact>
  );
}
