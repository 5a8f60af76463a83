'use client';

import type { User, Workspace } from '@weir/contract';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { OwnRequests } from '../mine/my-board-requests';
import { WaitingForYou } from '../mine/waiting-for-you';
import styles from './ask.module.css';
import { AskForm } from './ask-form';
import { DoorState } from './door-state';
import { RefusedNotice } from './refused-notice';
import { type DoorNow, useDoor } from './use-door';

type Props = { me: User; workspace: Workspace; boardKey: string; first: DoorNow };

/** How full the team is, then the form, then what one has asked before. */
export function AskPage({ me, workspace, boardKey, first }: Props) {
  const { slug, role } = workspace;
  const { door, pressure, own, problem } = useDoor(slug, boardKey, me, role, first);
  return (
    <Page width="narrow">
      <PageHeader
        title={`Ask ${door.name}`}
        meta="Every request gets an answer. “Not now” is one, with a date."
      />
      {problem && <ProblemNotice problem={problem} role="status" />}
      <div className={styles.page}>
        <WaitingForYou workspace={slug} door={door} requests={own} />
        <DoorState door={door} pressure={pressure} />
        <RefusedNotice door={door} pressure={pressure} />
        <AskForm me={me} workspace={slug} door={door} />
        <OwnRequests workspace={slug} door={door} requests={own} />
      </div>
    </Page>
  );
}
