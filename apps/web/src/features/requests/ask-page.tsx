'use client';

import type { Request } from '@weir/contract';
import { usePathname, useRouter } from 'next/navigation';
import { useState } from 'react';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { LinkButton } from '@/components/form/link-button';
import { Link } from '@/components/layout/link';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { HelpLink } from '@/features/help/help-link';
import { useCurrentBoard } from '@/lib/context/board';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './ask/ask.module.css';
import { AskForm } from './ask/ask-form';
import { IntakeStatus } from './ask/intake-status';
import { SubmittedRequest } from './ask/submitted-request';
import { type AskFacts, useAskFacts } from './ask/use-ask-facts';
import { MyBoardRequests } from './mine/my-board-requests';
import { NeedsYouNotice } from './mine/needs-you';

/** How full the team is, then the form, then the reader's earlier requests. After submitting, the confirmation comes first. */
export function AskPage({ first, follows }: { first: AskFacts; follows: Request | null }) {
  const t = useTranslations();
  const { door, pressure, mine, problem } = useAskFacts(first);
  const router = useRouter();
  const pathname = usePathname();
  const [submitted, setSubmitted] = useState<Request | null>(null);
  const more = () => {
    setSubmitted(null);
    if (follows) router.replace(pathname);
  };
  return (
    <Page width="narrow">
      <PageHeader
        title={t('ask.title', { board: door.name })}
        meta={
          <>
            {t('ask.lead')} <HelpLink about="answers" />
          </>
        }
      />
      <div className={styles.page}>
        {submitted && <SubmittedRequest request={submitted} door={door} onMore={more} />}
        {problem && <ProblemNotice problem={problem} role="status" />}
        <NeedsYouNotice door={door} requests={mine} />
        <IntakeStatus door={door} pressure={pressure} />
        {!submitted && (
          <>
            {follows && <FollowsNotice follows={follows} />}
            <AskForm
              key={follows?.number}
              door={door}
              follows={follows?.number ?? null}
              onSubmitted={setSubmitted}
            />
          </>
        )}
        <MyBoardRequests door={door} requests={mine} />
      </div>
    </Page>
  );
}

/** The delivered request that the new one follows, because something is missing from it. */
function FollowsNotice({ follows: { number, ref, title } }: { follows: Request }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const { key } = useCurrentBoard();
  return (
    <Notice
      tone="info"
      title={t('work.follows.title', { ref })}
      actions={
        <LinkButton size="small" href={`/${slug}/${key}/ask`}>
          {t('work.follows.other')}
        </LinkButton>
      }
    >
      {t.rich('work.follows.text', {
        title,
        link: (text) => <Link href={`/${slug}/${key}/requests/${number}`}>{text}</Link>,
      })}
    </Notice>
  );
}
