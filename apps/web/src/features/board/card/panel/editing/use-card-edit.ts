'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { Card, CardChange, CardDetail, CustomField, Override } from '@weir/contract';
import { useState } from 'react';
import { announce } from '@/lib/announce';
import { cardPaths } from '@/lib/api/paths/card-paths';
import type { Result } from '@/lib/api/result';
import { drawnChange } from '@/lib/board/drawn-change';
import { useWorkspace } from '@/lib/context/workspace';
import type { ApiForm } from '@/lib/forms/api-form';
import { schemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { sendDraft } from '@/lib/waiting/drafts';
import type { KeptWrite } from '@/lib/waiting/kept-writes';
import { valueChange, type Write } from '@/lib/waiting/write';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../../board-context';
import { useCardSteps } from '../../use-card-steps';
import { type CardField, type CardValues, changeOf, valuesOf } from '../../values/card-values';

export type CardEdit = {
  form: ApiForm<CardValues, Override>;
  /** Somebody else saved this field since the typing began: their value. */
  conflict: { theirs: CardDetail } | null;
  /** Saves what is typed over the other's value. */
  overwrite: () => void;
};

/**
 * Edits one field of a card. A change of the card's other fields or of its place meanwhile is no conflict: the
 * edit is sent again for the new version. A change of the same field is one, and nothing is saved. `custom`: which custom field,
 * where `field` is `fields`.
 */
export function useCardEdit(
  card: CardDetail,
  field: CardField,
  onSaved?: () => void,
  custom?: CustomField,
): CardEdit {
  const { board, refresh, keepDone } = useBoardPage();
  const { slug } = useWorkspace();
  const t = useTranslations();
  const client = useQueryClient();
  const path = cardPaths.card(slug, board.key, card.number);
  /** Somebody else's version, which the person chose to overwrite. */
  const [overwritten, setOverwritten] = useState<number | null>(null);

  const announcement = t('card.saved', { ref: card.ref });
  const steps = useCardSteps(card, custom ? `field ${custom.id}` : field, announcement);
  const readAgain = () => Promise.all([refresh(), client.invalidateQueries({ queryKey: [path] })]);

  const form: ApiForm<CardValues, Override> = useApiForm({
    schema: schemas.CardChange,
    savedValues: valuesOf(card, custom),
    draftKey: `card ${custom?.id ?? field} ${path}`,
    toBody: (_, changed) => (field in changed ? changeOf({ [field]: changed[field] }, custom) : {}),
    send: (change, override: Override | undefined, draft) => {
      const from = form.startedFrom ?? valuesOf(card, custom);
      const body = { ...change, ...(override && { override }) };
      const replaced = changeOf({ [field]: from[field] }, custom);
      const write = valueChange(path, body, { version: overwritten ?? from.version }, replaced);
      const before = overwritten === null ? from : valuesOf(card, custom);
      const keep = (saved: CardDetail) =>
        keepDone({
          kind: 'changed',
          card: card.number,
          field,
          custom,
          from: before,
          to: valuesOf(saved, custom),
        });
      return field === 'description' ? sendText(write, change, draft, keep) : sendValue(write, change, keep);
    },
    onSaved: () => {
      setOverwritten(null);
      onSaved?.();
    },
  });
  /** A text stays in its editor until it is saved. */
  const sendText = async (
    write: Write,
    { description = '' }: CardChange,
    draft: KeptWrite['draft'],
    keep: (saved: CardDetail) => void,
  ): Promise<Result<unknown>> => {
    const result = await sendDraft<Card>(write, draft);
    if (!result.ok && result.problem.code === 'offline') return result;
    if (result.ok) {
      // The answer has no description.
      const saved = (old: CardDetail): CardDetail => ({ ...old, ...result.value, description });
      client.setQueryData<CardDetail>([path], (old) => old && saved(old));
      keep(saved(card));
      announce(announcement);
    }
    await readAgain();
    return result;
  };
  /** Any other value counts as saved for its editor once it waits for the connection. */
  const sendValue = (
    write: Write,
    body: CardChange,
    keep: (saved: CardDetail) => void,
  ): Promise<Result<unknown>> =>
    new Promise((resolve) => {
      const done = () => resolve({ ok: true, value: null, etag: null });
      const change = (now: Card) => drawnChange(now, body);
      const step = {
        change,
        face: change,
        write: () => write,
        onSaved: (saved: Card) => keep({ ...card, ...saved }),
      };
      void steps.take(step, { isQuiet: true, onWait: done }).then(async (problem) => {
        if (!problem) return done();
        await readAgain();
        resolve({ ok: false, problem });
      });
    });
  const isConflict = form.problem?.code === 'precondition-failed' && form.startedFrom !== null;
  return {
    form,
    conflict: isConflict ? { theirs: card } : null,
    overwrite: () => {
      // The question goes away, and the focus must not go with it.
      form.props.formRef.current?.querySelector<HTMLElement>('textarea, input')?.focus();
      setOverwritten(card.version);
      void form.submit();
    },
  };
}
