'use client';

import { type AnsweredList, NewAnswers, type Request } from '@weir/contract';
import { useEffect, useRef, useState } from 'react';
import { RadioGroup } from '@/components/choice/radio-group';
import { Button } from '@/components/form/button';
import { Form, FormRow } from '@/components/form/form';
import { requestPaths } from '@/lib/api/paths/request-paths';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { isDay } from '@/lib/days';
import { schemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useShortcuts } from '@/lib/keys/shortcuts';
import { useWords } from '@/lib/words/use-words';
import formStyles from '../answer/answer-form.module.css';
import { MessageField, ReasonField, UntilField } from '../answer/kinds/fields';
import { answerFaultText } from '../answer/kinds/message';
import { type AnswerSteps, useDelayedSend } from '../answer/use-delayed-send';
import type { RefusedAnswer } from '../answer/use-sent-answers';
import { useIntake } from '../intake-context';
import styles from './bulk.module.css';
import { type BulkDraft, bulkBody, bulkFaults, bulkValues, messageTo, noBulkDraft } from './bulk-draft';
import { BulkRefused } from './bulk-refused';
import { Letters } from './letters';

type Props = AnswerSteps & {
  requests: Request[];
  /** Tells its text from that of another answer to several, which is still underway. */
  batch: number;
  /** Why it was refused after the form had been closed. */
  refused: RefusedAnswer | null;
  onLeaveOut: (number: number) => void;
  onBack: () => void;
};

const kinds = ['defer', 'decline'] as const;

/** One “not now” to several requests: the same reason and text, filled in for each. All are sent or none. */
export function BulkAnswer({ requests, batch, refused, onLeaveOut, onBack, ...steps }: Props) {
  const words = useWords();
  const { t, dates } = words;
  const { slug } = useWorkspace();
  const { board, settle } = useIntake();
  const answered = { board: board.key, batch };
  const delayed = useDelayedSend({ ...answered, requests }, steps);
  const renew = useRenewBoard();
  // A request that was refused may have left the queue by the time the refusal is read.
  const [sentTo, setSentTo] = useState(requests);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const count = requests.length;
  const path = requestPaths.answers(slug, board.key);

  const form = useApiForm({
    schema: schemas.NewAnswers,
    defaultValues: noBulkDraft,
    draftKey: batch === 1 ? `answers ${path}` : `answers ${path} ${batch}`,
    toBody: (draft: BulkDraft) => bulkBody(requests, { draft, board, dates }),
    check: (draft: BulkDraft) =>
      bulkFaults(requests, { draft, board, dates }).map((fault) => ({
        path: fault.path,
        message: answerFaultText(words, fault),
      })),
    send: (body: NewAnswers, _, draft) => {
      const kind = body.answers[0]?.answer.kind ?? noBulkDraft.kind;
      return delayed.send<AnsweredList>(kind, { method: 'POST', path, body }, draft);
    },
    announcement: ({ items }) => t('answers.bulk.sent', { count: items.length }),
    onSaved: ({ items }) => {
      settle(items);
      steps.onAnswered({ ...answered, requests: items });
    },
  });
  const send = async () => {
    if (count === 0) return;
    setSentTo(requests);
    const why = await form.submit();
    delayed.finish(why);
    if (why && why.code !== 'invalid-input') await renew();
  };
  useShortcuts({ 'mod+enter': send });

  const problem = form.problem ?? (form.isPending ? null : (refused?.why ?? null));
  const draft = form.values;
  const bulk = { draft, board, dates };
  const until = draft.kind === 'defer' && isDay(draft.until) ? draft.until : undefined;
  return (
    <Form {...form.props} onSubmit={send} label={t('answers.bulk.label')}>
      <header className={styles.head}>
        <h2 ref={heading} tabIndex={-1} className={styles.title}>
          {t('answers.bulk.title', { count })}
        </h2>
        <p className={formStyles.hint}>{t('answers.bulk.help')}</p>
      </header>
      <RadioGroup
        label={t('answers.form.label')}
        layout="row"
        choices={kinds.map((id) => ({ id, label: t(`answers.kind.${id}`) }))}
        {...form.field('kind')}
      />
      <FormRow>
        <ReasonField {...form.field('reason')} />
        {draft.kind === 'defer' && (
          <UntilField label={t('answers.defer.until')} {...form.field('until')} count={count} />
        )}
      </FormRow>
      {requests[0] && (
        <MessageField
          kind={draft.kind}
          text={draft}
          values={bulkValues(requests[0], bulk)}
          error={form.field('message').error}
          onChange={form.set}
        />
      )}
      <Letters
        requests={requests}
        answerTo={(request) => ({
          kind: draft.kind,
          reason: draft.reason,
          message: messageTo(request, bulk),
          ...(until && { until }),
        })}
        onLeaveOut={onLeaveOut}
      />
      {problem && (
        <BulkRefused
          problem={problem}
          sentTo={form.problem ? sentTo : (refused?.requests ?? sentTo)}
          requests={requests}
          onLeaveOut={onLeaveOut}
        />
      )}
      <div className={formStyles.send}>
        <Button type="submit" variant="primary" isPending={form.isPending} isDisabled={count === 0}>
          {t('answers.bulk.submit', { count })}
        </Button>
        <kbd className={formStyles.kbd}>{t('answers.keys.sendKeys')}</kbd>
        <span className={formStyles.shortcuts}>
          <Button variant="plain" size="small" onPress={onBack}>
            {t('answers.bulk.back')}
          </Button>
        </span>
      </div>
    </Form>
  );
}
