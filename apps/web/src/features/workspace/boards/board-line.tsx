import { type BoardSummary, can, type Role } from '@weir/contract';
import Link from 'next/link';
import { Meter } from '@/components/data/meter';
import { Slots } from '@/components/data/slots';
import { StateWord, toneOf } from '@/components/data/state-word';
import { Day } from '@/components/data/time';
import { LinkButton } from '@/components/form/button';
import styles from './boards.module.css';

/** One board: how full it is, what waits at its door, and what is late. */
export function BoardLine({
  workspace,
  board,
  role,
  heading: Heading,
}: {
  workspace: string;
  board: BoardSummary;
  role: Role;
  heading: 'h2' | 'h3';
}) {
  const { key, name, pressure, intake, inFlight = 0, overdue = 0 } = board;
  const isReader = can(role, 'readBoards');
  const href = isReader ? `/${workspace}/${key}` : `/${workspace}/${key}/ask`;
  return (
    <article className={styles.board}>
      <div className={styles.name}>
        <Heading>
          <Link href={href}>{name}</Link>
        </Heading>
        <span className={styles.key}>{key}</span>
      </div>
      <div className={styles.pressure}>
        <StateWord state={pressure.state} />
        <Meter
          label={`Pressure of ${name}`}
          hideLabel
          value={pressure.level}
          said={`${Math.round(pressure.level * 100)} %`}
          tone={toneOf(pressure.state)}
        />
      </div>
      <div className={styles.intake}>
        <Slots
          filled={intake.waiting}
          max={intake.depth}
          size="small"
          label={`${intake.waiting} of ${intake.depth} requests waiting`}
        />
        <span>
          <b>{intake.waiting}</b> of {intake.depth} waiting
        </span>
        {overdue > 0 && (
          <StateWord state="over" size="small">
            {overdue} {overdue === 1 ? 'answer' : 'answers'} overdue
          </StateWord>
        )}
        {intake.gate.state !== 'open' && <GateWord gate={intake.gate} />}
      </div>
      {isReader ? (
        <div className={styles.flight}>
          <span>
            <b>{inFlight}</b> in flight
          </span>
        </div>
      ) : (
        <div className={styles.ask}>
          <LinkButton href={href} size="small" aria-label={`Ask this team: ${name}`}>
            Ask this team
          </LinkButton>
        </div>
      )}
    </article>
  );
}

function GateWord({ gate }: { gate: BoardSummary['intake']['gate'] }) {
  return (
    <StateWord state={`gate-${gate.state}`} size="small">
      {gate.state === 'shut' ? 'Intake shut' : 'Urgent only'}
      {gate.until && (
        <>
          {' '}
          until <Day date={gate.until} />
        </>
      )}
    </StateWord>
  );
}
