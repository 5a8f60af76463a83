'use client';

import { type AcceptedWork, type NotNowReason, shortestToRequester, ToRequester } from '@weir/contract';
import { notNowReasons } from '@weir/domain';
import { requesterName, type Translate } from '@weir/words';
import { useFormatter } from 'next-intl';
import { useId, useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form } from '@/components/form/form';
import { Select } from '@/components/form/select';
import { TextArea } from '@/components/form/text-field';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import type { AnyProblem, Result } from '@/lib/api/result';
import { schemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './leaving-dialog.module.css';

/** What the person does, as the button says it. */
export type LeavingAction = 'move' | 'swap' | 'archive' | 'restore' | 'removeColumn' | 'archiveBoard';

type Props = {
  cards: readonly AcceptedWork[];
  action: LeavingAction;
  send: (toRequester: ToRequester) => Promise<Result<unknown>>;
  /** The call was made, or refused for what this dialog can't change. */
  onSettled: (result: Result<unknown>) => void;
  onCancel: () => void;
};

type Draft = { reason: NotNowReason | null; message: string };

/**
 * Asks what the requesters of accepted work should read, and shows it as they will read it. What is typed stays until it
 * is sent, through a refusal, Cancel and a reload.
 */
export function LeavingDialog({ cards: first, action, send, onSettled, onCancel }: Props) {
  const t = useTranslations();
  const format = useFormatter();
  const [cards, setCards] = useState(first);
  const refs = first.map(({ ref }) => ref).join(' ');
  const names = namesOf(t, cards);
  const leftNames = namesOf(
    t,
    cards.filter(({ request }) => request.left),
  );
  const who = { people: names.length, name: names[0] ?? '', cards: cards.length };
  const allLeft = cards.every(({ request }) => request.left);
  const question = t(allLeft ? 'acceptedWork.questionLeft' : 'acceptedWork.question', who);
  const form = useApiForm<Draft, ToRequester, unknown>({
    schema: schemas.ToRequester,
    defaultValues: { reason: null, message: '' },
    draftKey: `to requester ${refs}`,
    toBody: ({ reason, message }) =>
      ({ reason: reason ?? undefined, ...(message.trim() && { message: message.trim() }) }) as ToRequester,
    send: async (toRequester) => {
      const result = await send(toRequester);
      if (result.ok || isForElsewhere(result.problem)) onSettled(result);
      else if (result.problem.code === 'accepted-work') setCards(result.problem.cards);
      return result;
    },
  });
  const { reason, message } = form.values;
  const reasonField = form.field('reason');
  const messageField = form.field('message');
  const isOther = reason === 'other';

  return (
    <Dialog isOpen onOpenChange={onCancel} size="small" title={t('acceptedWork.title', who)} lead={question}>
      <Form {...form.props} label={question}>
        <Cards cards={cards} isOfOne={names.length === 1} />
        {!allLeft && leftNames.length > 0 && (
          <p className={styles.effect}>
            {t('acceptedWork.someLeft', { count: leftNames.length, names: format.list(leftNames) })}
          </p>
        )}
        <Select
          label={t('answers.reason.label')}
          placeholder={t('answers.reason.placeholder')}
          options={notNowReasons.map((id) => ({ id, label: t(`vocabulary.reasons.${id}`) }))}
          value={reasonField.value}
          onChange={reasonField.onChange}
          error={reasonField.error && t('acceptedWork.chooseReason')}
        />
        <TextArea
          label={allLeft ? t('acceptedWork.messageLeft') : t('acceptedWork.message', who)}
          optional={!isOther}
          rows={3}
          max={2000}
          {...messageField}
          error={messageField.error}
          {...(isOther && { description: t('acceptedWork.otherNeeds', { min: shortestToRequester }) })}
        />
        {reason && (
          <Preview
            title={t(allLeft ? 'acceptedWork.historySays' : 'acceptedWork.reads', who)}
            reason={reason}
            message={message}
          />
        )}
        {form.problem && <ProblemNotice problem={form.problem} />}
        <DialogActions>
          <Button onPress={onCancel}>{t('common.cancel')}</Button>
          <Button type="submit" variant="primary" isPending={form.isPending}>
            {t('acceptedWork.submit', { action })}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}

/** Whether the page says it better: a full column, a card that somebody archived. The dialog can't change these. */
function isForElsewhere({ code }: AnyProblem): boolean {
  const retried: AnyProblem['code'][] = [
    'offline',
    'overloaded',
    'rate-limited',
    'internal',
    'invalid-input',
    'accepted-work',
  ];
  return !retried.includes(code);
}

const mostShown = 5;

/** The cards concerned and what happens to each, once where it is the same; whose they are, if they are of several. */
function Cards({ cards, isOfOne }: { cards: readonly AcceptedWork[]; isOfOne: boolean }) {
  const t = useTranslations();
  const hidden = cards.length - mostShown;
  const [first] = cards;
  const isSame = isOfOne && cards.length > 1 && cards.every(({ effect }) => effect === first?.effect);
  return (
    <div className={styles.work}>
      <ul className={styles.cards}>
        {cards.slice(0, mostShown).map(({ number, ref, title, request, effect }) => (
          <li key={number}>
            <span className={styles.title}>
              <span className={styles.ref}>{ref}</span> {title}
            </span>
            {!isSame && (
              <span className={styles.effect}>
                {t('acceptedWork.effect', { effect, isOfOne: String(isOfOne), name: nameOf(t, request) })}
              </span>
            )}
          </li>
        ))}
      </ul>
      {hidden > 0 && <p className={styles.effect}>{t('acceptedWork.more', { count: hidden })}</p>}
      {isSame && first && (
        <p className={styles.effect}>{t('acceptedWork.allEffects', { effect: first.effect })}</p>
      )}
    </div>
  );
}

type PreviewProps = { title: string; reason: NotNowReason; message: string };

/** The names of the cards' requesters, each once. */
function namesOf(t: Translate, cards: readonly AcceptedWork[]): string[] {
  return [...new Set(cards.map(({ request }) => nameOf(t, request)))];
}

function nameOf(t: Translate, { requester: name, guest }: AcceptedWork['request']): string {
  return requesterName(t, { name, guest });
}

/** What the requester will read, or the request's history will say. */
function Preview({ title, reason, message }: PreviewProps) {
  const t = useTranslations();
  const id = useId();
  return (
    <section className={styles.preview} aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <blockquote>
        {(reason !== 'other' || !message.trim()) && <p>{t(`vocabulary.reasonSentences.${reason}`)}</p>}
        {message.trim() && <p className={styles.message}>{message.trim()}</p>}
      </blockquote>
    </section>
  );
}
