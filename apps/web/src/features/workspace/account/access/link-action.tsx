'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import type { Result } from '@/lib/api/result';
import { useSave } from '@/lib/forms/use-save';
import { useLinkToken } from '@/lib/use-link-token';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './access.module.css';
import { AccessPage } from './access-page';

type Props = {
  title: string;
  lead: string;
  action: string;
  call: (token: string) => Promise<Result<unknown>>;
  done: { title: string; text: string };
  /** Once it is done, or cannot be. */
  foot?: ReactNode;
  /** Until then. */
  beneath?: ReactNode;
};

/** What a link in a mail does, by a button and not by opening the page: programs that read mails open every link. */
export function LinkAction({ title, lead, action, call, done, foot, beneath }: Props) {
  const t = useTranslations();
  const token = useLinkToken();
  const { isPending, problem, save } = useSave();
  const [isDone, setDone] = useState(false);
  const here = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isDone) here.current?.focus();
  }, [isDone]);
  if (token === '')
    return (
      <AccessPage title={t('access.linkCut.title')}>
        <Notice tone="warn" role="status">
          <p>{t('access.linkCut.text')}</p>
        </Notice>
      </AccessPage>
    );
  if (isDone)
    return (
      <AccessPage title={done.title} foot={foot}>
        <div ref={here} tabIndex={-1} className={styles.arrived}>
          <Notice tone="ok">
            <p>{done.text}</p>
          </Notice>
        </div>
      </AccessPage>
    );
  if (problem?.code === 'not-found' || problem?.code === 'email-link-invalid')
    return (
      <AccessPage title={t('problems.email-link-invalid.title')} foot={foot}>
        <Notice tone="warn" role="alert">
          <p>{problem.detail}</p>
          {problem.code === 'email-link-invalid' && <p>{t('problems.email-link-invalid.whatNow')}</p>}
        </Notice>
      </AccessPage>
    );
  const act = async () => {
    if (await save(() => call(token as string), { announcement: done.title })) setDone(true);
  };
  return (
    <AccessPage title={title} lead={lead} foot={beneath}>
      {problem ? (
        <ProblemNotice problem={problem} />
      ) : (
        <Button variant="primary" onPress={act} isPending={isPending} isDisabled={token === undefined}>
          {action}
        </Button>
      )}
    </AccessPage>
  );
}
