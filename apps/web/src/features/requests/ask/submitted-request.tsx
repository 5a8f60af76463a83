'use client';

import type { Request, RequesterBoard } from '@weir/contract';
import { useEffect, useRef } from 'react';
import { Day, Instant } from '@/components/data/time';
import { Notice } from '@/components/feedback/notice';
import { Button } from '@/components/form/button';
import { Link } from '@/components/layout/link';
import { useBoardKey, useCurrentBoard } from '@/lib/context/board';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { AnswerLetter } from '../letter/answer-letter';
import styles from './ask.module.css';
import { AskAgain } from './ask-again';
import { ExpectedRefusal } from './intake-refusal';

type Props = {
  request: Request;
  door: RequesterBoard;
  /** Starts another request. */
  onMore: () => void;
};

/**
 * After submitting: the request's place and when an answer is due, or the answer that it got at once. Then what can
 * be submitted now: another request, or why requests are refused.
 */
export function SubmittedRequest({ request, door, onMore }: Props) {
  const t = useTranslations();
  const here = useRef<HTMLDivElement>(null);
  useEffect(() => here.current?.focus(), []);
  return (
    <div ref={here} tabIndex={-1} className={styles.arrived}>
      {request.answer ? <Shed request={request} answer={request.answer} /> : <InQueue request={request} />}
      <ExpectedRefusal door={door} isCalm />
      {door.classes.length > 0 && (
        <div>
          <Button onPress={onMore}>{t('ask.submitted.more')}</Button>
        </div>
      )}
    </div>
  );
}

function InQueue({ request }: { request: Request }) {
  const { number, ref, title, position, answerBy, neededBy, answerAfterNeededBy } = request;
  const t = useTranslations();
  const { slug } = useWorkspace();
  const key = useBoardKey();
  return (
    <Notice tone="ok" role="status" title={t('ask.submitted.title', { ref })}>
      <p>
        {t.rich('ask.submitted.text', {
          title,
          position: position ?? 1,
          link: (text) => <Link href={`/${slug}/${key}/requests/${number}`}>{text}</Link>,
          at: () => <Instant at={answerBy} />,
        })}
      </p>
      {neededBy && answerAfterNeededBy && (
        <p>{t.rich('ask.submitted.answerAfterNeed', { day: () => <Day date={neededBy} long /> })}</p>
      )}
    </Notice>
  );
}

/** The queue was over its high watermark: the request was answered at once, and its text is kept. */
function Shed({ request, answer }: { request: Request; answer: NonNullable<Request['answer']> }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const { key, timeZone } = useCurrentBoard();
  const { ref, title, classOfService } = request;
  return (
    <div className={styles.atOnce}>
      <Notice tone="warn" role="status" title={t('ask.submitted.shedTitle', { ref })}>
        <p>{t('ask.submitted.shedText', { ref })}</p>
      </Notice>
      <AnswerLetter
        zone={timeZone}
        at={{ workspace: slug, boardKey: key }}
        letter={{ title, classOfService, answer, cardRef: null }}
        footer={<AskAgain request={request} />}
      />
    </div>
  );
}
