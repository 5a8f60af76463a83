'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { Card, CardChange, CardDetail, CustomField, Override } from '@weir/contract';
import { useState } from 'react';
import { paths } from '@/lib/api/paths';
import { useWorkspace } from '@/lib/context/workspace';
import type { ApiForm } from '@/lib/forms/api-form';
import { schemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { sendDraft } from '@/lib/waiting/drafts';
import { valueChange } from '@/lib/waiting/write';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../../board-context';
import { type CardField, type CardValues, changeOf, valuesOf } from './card-values';

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
  const path = paths.card(slug, board.key, card.number);
  /** Somebody else's version, which the person chose to overwrite. */
  const [overwritten, setOverwritten] = useState<number | null>(null);

  const form: ApiForm<CardValues, Override> = useApiForm({
    schema: schemas.CardChange,
    savedValues: valuesOf(card, custom),
    draftKey: `card ${custom?.id ?? field} ${path}`,
    toBody: (_, changed) => (field in changed ? changeOf({ [field]: changed[field] }, custom) : {}),
    send: async (change, override: Override | undefined, draft) => {
      const from = form.startedFrom ?? valuesOf(card, custom);
      const body = { ...change, ...(override && { override }) };
      const replaced = changeOf({ [field]: from[field] }, custom);
      const write = valueChange(path, body, { version: overwritten ?? from.version }, replaced);
      const saved = await sendDraft<Card>(write, draft);
      if (saved.ok) {
        client.setQueryData<CardDetail>([path], (old) => old && withSaved(old, saved.value, change));
        const to = valuesOf(withSaved(card, saved.value, change), custom);
        const before = overwritten === null ? from : valuesOf(card, custom);
        keepDone({ kind: 'changed', card: card.number, field, custom, from: before, to });
      }
      await Promise.all([refresh(), client.invalidateQueries({ queryKey: [path] })]);
      return saved;
    },
    announcement: t('card.saved', { ref: card.ref }),
    onSaved: () => {
      setOverwritten(null);
      onSaved?.();
    },
  });
  const isConflict = form.problem?.code === 'precondition-failed' && form.startedFrom !== null;
  return {
    form,
    conflict: isConflict ? { theirs: card } : null,
    overwrite: () => {
      setOverwritten(card.version);
      void form.submit();
    },
  };
}

/** The saved card at once: the answer has no description. */
function withSaved(old: CardDetail, card: Card, { description }: CardChange): CardDetail {
  return { ...old, ...card, ...(description !== undefined && { description }) };
}
