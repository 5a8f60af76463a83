'use client';

import { type AnsweredList, NewAnswers, type Request } from '@weir/contract';
import { useRef, useState } from 'react';
import { EmptyState } from '@/components/feedback/empty-state';
import { Button } from '@/components/form/button';
import { Form, FormRow } from '@/components/form/form';
import { Select } from '@/components/form/select';
import { requestPaths } from '@/lib/api/paths/request-paths';
import { laneName } from '@/lib/board/cells';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { focusRows } from '@/lib/focus-rows';
import { schemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useTranslations } from '@/lib/words/use-translations';
import { useWords } from '@/lib/words/use-words';
import formStyles from '../answer/answer-form.module.css';
import { noLane } from '../answer/kinds/entry';
import { MessageField } from '../answer/kinds/fields';
import { answerFaultText, messageValues } from '../answer/kinds/message';
import { SentAnswers } from '../answer/sent-answers';
import { useDelayedSend } from '../answer/use-delayed-send';
import { useSentAnswers } from '../answer/use-sent-answers';
import { BulkRefused } from '../bulk/bulk-refused';
import { Letters } from '../bulk/letters';
import { useIntake } from '../intake-context';
import { useAwaited } from '../waits/use-awaited';
import { CandidateLine } from './candidate-line';
import { acceptBody, acceptFaults, acceptMessage, planOf, type Target } from './plan';
import styles from './replenish.module.css';
import { RoomSummary } from './room-summary';

/**
 * Chooses the requests that enter next: shows them next to the room that is left, which counts down. What was sent can be undone for
 * ten seconds, and keeps its room meanwhile.
 */
export function Replenish() {
  const words = useWords();
  const { t, dates } = words;
  const { slug } = useWorkspace();
  const { board, waiting, settle } = useIntake();
  const renew = useRenewBoard();
  const [chosen, setChosen] = useState<number[]>([]);
  const [target, setTarget] = useState<Target>({ columnId: null, swimlaneId: null });
  const [sentTo, setSentTo] = useState<Request[]>([]);
  const sent = useSentAnswers();
  const delayed = sent.delayed?.requests ?? [];
  const sentNumbers = delayed.map(({ number }) => number);
  const plan = planOf(
    board,
    [...delayed, ...waiting],
    [...sentNumbers, ...chosen.filter((number) => !sentNumbers.includes(number))],
    target,
  );
  const requests = chosen.flatMap((number) => waiting.find((each) => each.number === number) ?? []);
  const awaited = useAwaited();
  const waits = requests.filter(({ number }) => awaited.of(number).length > 0).length;
  const answered = { board: board.key, batch: 1 };
  const list = useRef<HTMLElement>(null);
  // Both buttons, the one that sends and the one that undoes, are gone once they are pressed.
  const delayedSend = useDelayedSend(
    { ...answered, requests },
    {
      ...sent,
      onDelayed: (next) => {
        sent.onDelayed(next);
        focusRows(list);
      },
    },
  );
  const undo = () => {
    sent.undo();
    focusRows(list);
  };
  const path = requestPaths.answers(slug, board.key);
  const messageTo = (message: string) => (request: Request) => acceptMessage(message, request, board, dates);

  const form = useApiForm({
    schema: schemas.NewAnswers,
    defaultValues: { message: '' },
    draftKey: `replenish ${path}`,
    toBody: ({ message }) => acceptBody(plan, requests, messageTo(message)),
    check: ({ message }) =>
      acceptFaults(message, requests, board, dates).map((fault) => ({
        path: fault.path,
        message: answerFaultText(words, fault),
      })),
    send: (body: NewAnswers, _, draft) =>
      delayedSend.send<AnsweredList>('accept', { method: 'POST', path, body }, draft),
    announcement: ({ items }) => t('intake.replenish.sent', { count: items.length }),
    onSaved: async ({ items }) => {
      await renew();
      settle(items);
      sent.onAnswered({ ...answered, requests: items });
      setChosen((now) => now.filter((each) => !items.some(({ number }) => number === each)));
    },
  });
  const send = async () => {
    setSentTo(requests);
    const refused = await form.submit();
    delayedSend.finish(refused);
    if (refused && refused.code !== 'invalid-input') await renew();
  };
  const toggle = (number: number) =>
    setChosen((now) => (now.includes(number) ? now.filter((each) => each !== number) : [...now, number]));

  const { message } = form.values;
  return (
    <div className={styles.page}>
      {/* The form shows why an answer was refused. */}
      <SentAnswers of={{ ...sent, undo }} isShown={() => true} onShow={() => {}} />
      <div className={styles.sides}>
        <section ref={list} tabIndex={-1} className={styles.waiting} aria-label={t('intake.waiting.label')}>
          {waiting.length === 0 && (
            <EmptyState title={t('intake.waiting.emptyTitle')}>{t('intake.replenish.emptyText')}</EmptyState>
          )}
          <ul className={styles.candidates}>
            {plan.candidates.slice(delayed.length).map((candidate) => (
              <CandidateLine
                key={candidate.request.number}
                candidate={candidate}
                awaited={awaited}
                onToggle={() => toggle(candidate.request.number)}
              />
            ))}
          </ul>
        </section>
        <div className={styles.side}>
          <RoomSummary rooms={plan.rooms} count={requests.length} />
          <Form {...form.props} onSubmit={send} label={t('intake.replenish.form')}>
            <TargetFields target={target} onChange={setTarget} />
            {requests[0] && (
              <>
                <MessageField
                  kind="accept"
                  text={{ message, reason: null }}
                  values={messageValues(requests[0], board, '', dates)}
                  isOptional
                  error={form.field('message').error}
                  onChange={(text) => text.message !== undefined && form.set({ message: text.message })}
                />
                <Letters
                  requests={requests}
                  answerTo={(request) => ({
                    kind: 'accept',
                    reason: null,
                    message: messageTo(message)(request),
                  })}
                />
              </>
            )}
            {form.problem && (
              <BulkRefused problem={form.problem} sentTo={sentTo} requests={requests} onLeaveOut={toggle} />
            )}
            {waits > 0 && (
              <p className={formStyles.hint} role="status">
                {t('intake.replenish.waits', { count: waits })}
              </p>
            )}
            <div className={formStyles.send}>
              <Button
                type="submit"
                variant="primary"
                isPending={form.isPending}
                isDisabled={requests.length === 0 || !plan.isFitting}
              >
                {t('intake.replenish.submit', { count: form.isPending ? sentTo.length : requests.length })}
              </Button>
              {!plan.isFitting && <span className={formStyles.hint}>{t('intake.replenish.notFitting')}</span>}
            </div>
          </Form>
        </div>
      </div>
    </div>
  );
}

/** Where everything that is chosen enters. Nothing to choose on a board with one queue column and no swimlane. */
function TargetFields({ target, onChange }: { target: Target; onChange: (target: Target) => void }) {
  const t = useTranslations();
  const { board } = useIntake();
  const queues = board.columns.filter(({ kind }) => kind === 'queue');
  const lanes = [...board.swimlanes.map(({ id }) => id), noLane];
  if (queues.length === 1 && lanes.length === 1) return null;
  return (
    <FormRow>
      {queues.length > 1 && (
        <Select
          label={t('card.column')}
          options={queues.map(({ id, name }) => ({ id, label: name }))}
          value={target.columnId ?? queues[0]?.id ?? null}
          onChange={(columnId) => onChange({ ...target, columnId })}
        />
      )}
      {lanes.length > 1 && (
        <Select
          label={t('card.lane')}
          options={lanes.map((id) => ({ id, label: laneName(t, board, id || null) }))}
          value={target.swimlaneId ?? lanes[0] ?? null}
          onChange={(swimlaneId) => onChange({ ...target, swimlaneId })}
        />
      )}
    </FormRow>
  );
}
