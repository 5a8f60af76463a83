'use client';

import { may, type User, type Workspace } from '@weir/contract';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { Page } from '@/components/page';
import { ProblemNotice } from '@/components/problem-notice';
import { AnsweredList } from './answered-list';
import styles from './intake.module.css';
import { IntakeHead } from './intake-head';
import { type IntakeNow, useIntake } from './use-intake';
import { WaitingRoom } from './waiting-room';

type Props = { me: User; workspace: Workspace; boardKey: string; first: IntakeNow };

/** Where requests get their answers: what waits, one request at a time; and what was answered. */
export function IntakePage({ me, workspace, boardKey, first }: Props) {
  const { slug, role } = workspace;
  const now = useIntake(slug, boardKey, first);
  const isAnswered = useSearchParams().get('show') === 'answered';
  const isManager = may(role, 'answerRequests') && !now.board.archivedAt;
  const home = `/${slug}/${boardKey}/intake`;
  return (
    <Page width="full">
      <IntakeHead workspace={slug} now={now} maySetGate={may(role, 'setGate') && !now.board.archivedAt} />
      {now.problem && <ProblemNotice problem={now.problem} role="status" />}
      <nav className={styles.shows} aria-label="Which requests">
        <Link href={home} aria-current={isAnswered ? undefined : 'true'}>
          Waiting <span className={styles.count}>{now.waiting.length}</span>
        </Link>
        <Link href={`${home}?show=answered`} aria-current={isAnswered ? 'true' : undefined}>
          Answered
        </Link>
      </nav>
      {isAnswered ? (
        <AnsweredList workspace={slug} board={now.board} />
      ) : (
        <WaitingRoom me={me} workspace={slug} now={now} isManager={isManager} />
      )}
    </Page>
  );
}
