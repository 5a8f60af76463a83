'use client';

import { can, type User, type Workspace } from '@weir/contract';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Page } from '@/components/layout/page';
import { Deferred } from '../deferrals/deferred';
import { type IntakeNow, useIntake } from '../intake-context';
import { Replenish } from '../replenish/replenish';
import { AnsweredList } from './answered-list';
import styles from './intake.module.css';
import { IntakeHead } from './intake-head';
import { WaitingRoom } from './waiting-requests';

type Props = { me: User; workspace: Workspace; boardKey: string; first: IntakeNow };

const shows = [
  { id: 'replenish', label: 'Replenish', isForAnswering: true },
  { id: 'deferred', label: 'Deferred', isForAnswering: false },
  { id: 'answered', label: 'Answered', isForAnswering: false },
] as const;

/** Where requests get their answers: what waits, what of it enters next, what was put off, and what was answered. */
export function IntakePage({ me, workspace, boardKey, first }: Props) {
  const { slug, role } = workspace;
  const now = useIntake(slug, boardKey, first);
  const isManager = can(role, 'answerRequests') && !now.board.archivedAt;
  const offered = shows.filter(({ isForAnswering }) => isManager || !isForAnswering);
  const asked = useSearchParams().get('show');
  const show = offered.find(({ id }) => id === asked)?.id ?? 'waiting';
  const home = `/${slug}/${boardKey}/intake`;
  return (
    <Page width="full">
      <IntakeHead workspace={slug} now={now} maySetGate={can(role, 'setGate') && !now.board.archivedAt} />
      {now.problem && <ProblemNotice problem={now.problem} role="status" />}
      <nav className={styles.shows} aria-label="Which requests">
        <Link href={home} aria-current={show === 'waiting' ? 'true' : undefined}>
          Waiting <span className={styles.count}>{now.waiting.length}</span>
        </Link>
        {offered.map(({ id, label }) => (
          <Link key={id} href={`${home}?show=${id}`} aria-current={show === id ? 'true' : undefined}>
            {label}
          </Link>
        ))}
        <Link href={`${home}/ledger`}>Ledger</Link>
      </nav>
      {show === 'waiting' && <WaitingRoom me={me} workspace={slug} now={now} isManager={isManager} />}
      {show === 'replenish' && <Replenish me={me} workspace={slug} {...now} />}
      {show === 'deferred' && <Deferred workspace={slug} board={now.board} />}
      {show === 'answered' && <AnsweredList workspace={slug} board={now.board} />}
    </Page>
  );
}
