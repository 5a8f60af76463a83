'use client';

import { useQuery } from '@tanstack/react-query';
import { can, type Ledger } from '@weir/contract';
import { Avatar } from '@/components/data/avatar';
import { StateWord } from '@/components/data/state-word';
import { Link } from '@/components/layout/link';
import { HelpLink } from '@/features/help/help-link';
import { subjectName } from '@/features/limits/limit-names';
import { OftenExceeded } from '@/features/limits/often-exceeded';
import { requestPaths } from '@/lib/api/paths/request-paths';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import styles from './board-details.module.css';
import { Gate } from './gate';
import { useHeldText } from './held-text';
import { ClassesInProgress, InProgress } from './in-progress';
import { PersonLoad } from './team';

/** Everything about the board's state: the reasons for its pressure, its limits, its intake, and each person's load. */
export function BoardDetails({ id, reasons }: { id: string; reasons: { code: string; text: string }[] }) {
  const { board } = useBoardPage();
  const { slug: workspace, role } = useWorkspace();
  const t = useTranslations();
  // Limits that are often exceeded have a notice of their own.
  const shown = reasons.filter(({ code }) => code !== 'limitFiction');
  return (
    <section id={id} className={styles.details} aria-label={t('board.header.details')}>
      <div className={styles.part}>
        <h2>{t('board.header.reasons')}</h2>
        <ul className={styles.reasons}>
          {shown.map(({ text }) => (
            <li key={text}>{text}</li>
          ))}
          {shown.length === 0 && <li>{t('board.header.noReasons')}</li>}
        </ul>
        <HelpLink about="pressure" />
      </div>
      <div className={styles.part}>
        <h2>{t('board.header.limits')}</h2>
        <ul className={styles.lines}>
          <InProgress withState />
          <ClassesInProgress />
        </ul>
        <h2>{t('board.header.intake')}</h2>
        <p className={styles.intake}>
          <Gate />
          {can(role, 'readLedger') && <ExpiredCount />}
        </p>
        <HeldCards />
      </div>
      <div className={styles.part}>
        <h2>{t('board.team.label')}</h2>
        <ul className={styles.people}>
          {board.people.map((person) => (
            <li key={person.id}>
              <Avatar person={person} size={22} isDecorative />
              <span className={styles.name} dir="auto">
                {person.name}
              </span>
              <PersonLoad person={person} />
            </li>
          ))}
        </ul>
      </div>
      <div className={styles.wide}>
        <OftenExceeded
          board={board}
          nameOf={(limit) => subjectName(t, board, limit)}
          link={`/${workspace}/${board.key}/overrides`}
        />
      </div>
    </section>
  );
}

/** The recurring cards that wait for room or were skipped. */
function HeldCards() {
  const { board } = useBoardPage();
  const t = useTranslations();
  const heldText = useHeldText(board);
  if (board.recurringCards.length === 0) return null;
  return (
    <>
      <h2>{t('recurring.title')}</h2>
      <ul className={styles.reasons}>
        {board.recurringCards.map((held) => (
          <li key={held.id} dir="auto">
            {heldText(held)}
          </li>
        ))}
      </ul>
    </>
  );
}

/** How many requests expired unanswered in the last 30 days, if any did. */
function ExpiredCount() {
  const { board } = useBoardPage();
  const { slug: workspace } = useWorkspace();
  const t = useTranslations();
  const path = requestPaths.ledger(workspace, board.key);
  const { data } = useQuery({ ...reading<Ledger>(path), staleTime: 60_000 });
  if (!data || data.expired === 0) return null;
  return (
    <Link href={`/${workspace}/${board.key}/intake/ledger`} title={t('board.header.expiredTitle')}>
      <StateWord state="over" size="small">
        {t('board.header.expired', { count: data.expired })}
      </StateWord>
    </Link>
  );
}
