import { type Ledger, type ProblemCode, problems } from '@weir/contract';
import { answerWords } from '@weir/domain';
import type { ReactNode } from 'react';
import { Day, duration } from '@/components/data/time';
import { Panel } from '@/components/layout/panel';
import { reasonWords } from '../words';
import styles from './ledger.module.css';
import { countOf, notNowBy, otherwise, refusedOf } from './sums';

/** The whole period: how much was asked, what it ended in and why, and how long that took. */
export function WholeAccount({ ledger }: { ledger: Ledger }) {
  const { from, to, asked, waiting, expired, shed, refusedAtTheDoor, timeToAnswer } = ledger;
  const reasons = notNowBy(ledger);
  const notNow = reasons.reduce((sum, { count }) => sum + count, 0);
  const refused = refusedOf(ledger);
  return (
    <Panel
      title={
        <>
          <Day date={from} /> to <Day date={to} />
        </>
      }
    >
      <dl className={styles.figures}>
        <Figure name="Asked" value={asked}>
          {waiting > 0 && `${waiting} of them ${waiting === 1 ? 'waits' : 'wait'} still`}
        </Figure>
        <Figure name="Accepted" value={countOf(ledger, 'accept')} />
        <Figure name="Traded" value={countOf(ledger, 'trade')} />
        <Figure name="Not now" value={notNow}>
          <Lines
            lines={reasons.map(({ reason, count }) => [
              reason ? reasonWords[reason].label : 'No reason',
              count,
            ])}
          />
        </Figure>
        <Figure name="Otherwise" value={countOf(ledger, ...otherwise)}>
          <Lines lines={otherwise.map((kind) => [answerWords[kind], countOf(ledger, kind)])} />
        </Figure>
        <Figure name="Expired" value={expired}>
          {expired > 0 && 'ended without an answer of the team'}
        </Figure>
        <Figure name="Shed" value={shed}>
          {shed > 0 && 'set aside as more came in than fits'}
        </Figure>
        <Figure name="Refused at the door" value={refused}>
          <Lines lines={refusedAtTheDoor.map(({ code, count }) => [titleOf(code), count])} />
        </Figure>
        <Figure
          name="Half answered within"
          value={timeToAnswer ? duration(timeToAnswer.p50) : 'Nothing yet'}
        />
        <Figure name="85 % within" value={timeToAnswer ? duration(timeToAnswer.p85) : 'Nothing yet'}>
          {timeToAnswer && `from ${timeToAnswer.sample} answers of the team`}
        </Figure>
      </dl>
    </Panel>
  );
}

function Figure({ name, value, children }: { name: string; value: number | string; children?: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <b>{value}</b>
        {children && <div className={styles.soft}>{children}</div>}
      </dd>
    </div>
  );
}

/** What a figure is made of; what is none is left out. */
function Lines({ lines }: { lines: [string, number][] }) {
  return lines
    .filter(([, count]) => count > 0)
    .map(([name, count]) => (
      <p key={name}>
        {name}: {count}
      </p>
    ));
}

function titleOf(code: string): string {
  return code in problems ? problems[code as ProblemCode].title : code;
}
