'use client';

import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './ask/ask.module.css';
import { AskForm } from './ask/ask-form';
import { ExpectedRefusal } from './ask/intake-refusal';
import { IntakeStatus } from './ask/intake-status';
import { type AskFacts, useAskFacts } from './ask/use-ask-facts';
import { MyBoardRequests } from './mine/my-board-requests';
import { NeedsYouNotice } from './mine/needs-you';

/** How full the team is, then the form, then the reader's earlier requests. */
export function AskPage({ first }: { first: AskFacts }) {
  const t = useTranslations();
  const { door, pressure, mine, problem } = useAskFacts(first);
  return (
    <Page width="narrow">
      <PageHeader title={t('ask.title', { board: door.name })} meta={t('ask.lead')} />
      {problem && <ProblemNotice problem={problem} role="status" />}
      <div className={styles.page}>
        <NeedsYouNotice door={door} requests={mine} />
        <IntakeStatus door={door} pressure={pressure} />
        <ExpectedRefusal door={door} pressure={pressure} />
        <AskForm door={door} />
        <MyBoardRequests door={door} requests={mine} />
      </div>
    </Page>
  );
}
