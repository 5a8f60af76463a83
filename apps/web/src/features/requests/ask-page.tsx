'use client';

import type { Request } from '@weir/contract';
import { useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './ask/ask.module.css';
import { AskForm } from './ask/ask-form';
import { ExpectedRefusal } from './ask/intake-refusal';
import { IntakeStatus } from './ask/intake-status';
import { NotifyMeButton } from './ask/notify-me';
import { SubmittedRequest } from './ask/submitted-request';
import { type AskFacts, useAskFacts } from './ask/use-ask-facts';
import { MyBoardRequests } from './mine/my-board-requests';
import { NeedsYouNotice } from './mine/needs-you';

/** How full the team is, then the form, then the reader's earlier requests. After submitting, the confirmation comes first. */
export function AskPage({ first }: { first: AskFacts }) {
  const t = useTranslations();
  const { door, pressure, mine, problem } = useAskFacts(first);
  const [submitted, setSubmitted] = useState<Request | null>(null);
  return (
    <Page width="narrow">
      <PageHeader title={t('ask.title', { board: door.name })} meta={t('ask.lead')} />
      <div className={styles.page}>
        {submitted && <SubmittedRequest request={submitted} door={door} onMore={() => setSubmitted(null)} />}
        {problem && <ProblemNotice problem={problem} role="status" />}
        <NeedsYouNotice door={door} requests={mine} />
        <IntakeStatus door={door} pressure={pressure} />
        {!submitted && (
          <>
            <ExpectedRefusal door={door} actions={<NotifyMeButton />} />
            <AskForm door={door} onSubmitted={setSubmitted} />
          </>
        )}
        <MyBoardRequests door={door} requests={mine} />
      </div>
    </Page>
  );
}
