'use client';

import { useQuery } from '@tanstack/react-query';
import type { Request } from '@weir/contract';
import { useEffect, useRef } from 'react';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Skeleton } from '@/components/feedback/skeleton';
import { Button } from '@/components/form/button';
import { TextArea } from '@/components/form/text-field';
import { Glyph } from '@/components/icon/glyph';
import { requestPaths } from '@/lib/api/paths/request-paths';
import { reading } from '@/lib/api/query';
import type { AnyProblem } from '@/lib/api/result';
import { useBoardKey } from '@/lib/context/board';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { AnswerForm } from '../answer/answer-form';
import { type AnswerForm as Form, useAnswerForm } from '../answer/use-answer-form';
import type { AnswerSteps } from '../answer/use-delayed-send';
import { currentNote } from '../delivery/request-work';
import { WorkSection } from '../delivery/work-section';
import { useIntake } from '../intake-context';
import { AnswerLetter } from '../letter/answer-letter';
import { Conversation } from './conversation';
import { RequestFacts } from './request-facts';
import { RequestHead } from './request-head';
import styles from './request-pane.module.css';

/** What takes the focus: the answer where the page was opened to answer it, and the heading where it is the next one. */
export type PaneFocus = 'answer' | 'heading' | null;

export type PaneActions = AnswerSteps & {
  focus: PaneFocus;
  /** Why its answer was refused after the form had been closed. */
  refused: AnyProblem | null;
  /** Whether another request waits. */
  hasNext: boolean;
  onNext: () => void;
  /** Leads back to the list where that is not beside the request. */
  onBack?: () => void;
};

/** One request with its answer and the facts for it. It stays open when somebody else answers it. */
export function RequestPane({ number, ...actions }: PaneActions & { number: number }) {
  const { slug } = useWorkspace();
  const path = requestPaths.request(slug, useBoardKey(), number);
  const listed = useIntake().waiting.find((each) => each.number === number);
  const lastListed = useRef(listed);
  useEffect(() => {
    if (listed) lastListed.current = listed;
  });
  const single = useQuery({
    ...reading<Request>(path),
    enabled: !listed,
    ...(lastListed.current && { placeholderData: lastListed.current }),
  });
  const request = listed ?? single.data;
  if (request) return <Pane request={request} {...actions} />;
  return single.error ? <ProblemNotice problem={single.error.problem} /> : <Skeleton height="14rem" />;
}

type PaneProps = PaneActions & { request: Request };

function Pane({ request, focus, refused, hasNext, onNext, onBack, ...steps }: PaneProps) {
  const t = useTranslations();
  const { canAnswer } = useIntake();
  const form = useAnswerForm(request, steps);
  return (
    <div className={styles.pane}>
      <article className={styles.middle}>
        {onBack && (
          <div className={styles.back}>
            <Button variant="plain" size="small" onPress={onBack}>
              <Glyph name="back" size={14} /> {t('intake.request.back')}
            </Button>
          </div>
        )}
        <RequestHead request={request} takesFocus={focus === 'heading'} />
        <Conversation request={request} />
        {request.answer ? (
          <Answered request={request} form={form} {...(hasNext && { onNext })} />
        ) : canAnswer ? (
          <AnswerForm
            request={request}
            form={form}
            refused={refused}
            hasNext={hasNext}
            isFocused={focus === 'answer'}
          />
        ) : (
          <p className={styles.soft}>{t('intake.request.readOnly')}</p>
        )}
      </article>
      <RequestFacts request={request} draft={form.values} />
    </div>
  );
}

/** The answer that was given. If somebody else was faster, the message that was being written is still there. */
function Answered({ request, form, onNext }: { request: Request; form: Form; onNext?: () => void }) {
  const t = useTranslations();
  const { me } = useWorkspace();
  const { answer, title, classOfService, card, work } = request;
  if (!answer) return null;
  const { kind, message } = form.values;
  const wasWriting = kind !== null || message.trim() !== '';
  const by = answer.by?.name;
  const isWithdrawn = answer.kind === 'withdrawn';
  return (
    <div className={styles.answered}>
      <Notice
        tone="info"
        role={wasWriting ? 'alert' : 'status'}
        title={
          answer.by?.id === me.id
            ? t(isWithdrawn ? 'answers.answered.withdrawnByYou' : 'answers.answered.byYou')
            : by
              ? t(isWithdrawn ? 'answers.answered.withdrawn' : 'answers.answered.by', { name: by })
              : t('answers.answered.bySystem')
        }
        actions={
          onNext && (
            <Button size="small" onPress={onNext}>
              {t('answers.answered.next')}
            </Button>
          )
        }
      >
        {wasWriting && t('answers.answered.whileWriting')}
      </Notice>
      <AnswerLetter letter={{ title, classOfService, answer, cardRef: card?.ref ?? null }} />
      {work && <WorkSection work={work} by={currentNote(request)?.by?.name} />}
      {message.trim() && (
        <div className={styles.kept}>
          <TextArea label={t('answers.answered.notSent')} value={message} isReadOnly rows={4} />
          <Button size="small" variant="plain" onPress={form.discard}>
            {t('answers.answered.discard')}
          </Button>
        </div>
      )}
    </div>
  );
}
