'use client';

import { type BoardSummary, can } from '@weir/contract';
import { Meter } from '@/components/data/meter';
import { Slots } from '@/components/data/slots';
import { StateWord, toneOf } from '@/components/data/state-word';
import { Instant } from '@/components/data/time';
import { LinkButton } from '@/components/form/link-button';
import { Link } from '@/components/layout/link';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './boards.module.css';

type Heading = 'h2' | 'h3';

/** The boards that are not archived, one line each. */
export function BoardsList({ boards, heading = 'h2' }: { boards: BoardSummary[]; heading?: Heading }) {
  return (
    <ul className={styles.boards}>
      {boards.map((board) => (
        <li key={board.key}>
          <BoardLine board={board} heading={heading} />
        </li>
      ))}
    </ul>
  );
}

/** One board: how full it is, how many requests wait, and what is overdue. */
function BoardLine({ board, heading: Heading }: { board: BoardSummary; heading: Heading }) {
  const t = useTranslations();
  const { slug, role } = useWorkspace();
  const { key, name, pressure, intake, inFlight = 0, overdue = 0 } = board;
  const { waiting, depth } = intake;
  const isReader = can(role, 'readBoards');
  const href = isReader ? `/${slug}/${key}` : `/${slug}/${key}/ask`;
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
          label={t('workspace.boards.pressureOf', { board: name })}
          hideLabel
          value={pressure.level}
          valueLabel={t('ask.status.level', { level: Math.round(pressure.level * 100) / 100 })}
          tone={toneOf(pressure.state)}
        />
      </div>
      <div className={styles.intake}>
        <Slots
          filled={waiting}
          max={depth}
          size="small"
          label={t('ask.status.queueSlots', { waiting, depth })}
        />
        <span>{t.rich('workspace.boards.waiting', { waiting, depth, b: (text) => <b>{text}</b> })}</span>
        {overdue > 0 && (
          <StateWord state="over" size="small">
            {t('workspace.boards.overdue', { count: overdue })}
          </StateWord>
        )}
        <GateWord gate={intake.gate} />
      </div>
      {isReader ? (
        <div className={styles.flight}>
          <span>
            {t.rich('workspace.boards.inProgress', { count: inFlight, b: (text) => <b>{text}</b> })}
          </span>
        </div>
      ) : (
        <div className={styles.ask}>
          <LinkButton href={href} size="small" aria-label={t('workspace.boards.askBoard', { board: name })}>
            {t('workspace.boards.ask')}
          </LinkButton>
        </div>
      )}
    </article>
  );
}

function GateWord({ gate: { state, until } }: { gate: BoardSummary['intake']['gate'] }) {
  const t = useTranslations();
  if (state === 'open') return null;
  return (
    <StateWord state={`gate-${state}`} size="small" isSentence>
      {until && t.rich(`workspace.boards.gateUntil.${state}`, { at: () => <Instant at={until} /> })}
    </StateWord>
  );
}

/** Archived boards, which can still be read. */
export function ArchivedBoards({ boards }: { boards: BoardSummary[] }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  if (boards.length === 0) return null;
  return (
    <section className={styles.archived}>
      <h2>{t('workspace.boards.archived')}</h2>
      <ul>
        {boards.map(({ key, name, deleteAt }) => (
          <li key={key}>
            <a href={`/${slug}/${key}`}>{name}</a> {key}
            {deleteAt && <> · {t.rich('deletion.at', { at: () => <Instant at={deleteAt} /> })}</>}
          </li>
        ))}
      </ul>
    </section>
  );
}
