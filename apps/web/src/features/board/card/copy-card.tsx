'use client';

import { type Board, type Card, can, type Override } from '@weir/contract';
import { explainRefusal } from '@weir/domain';
import { useFormatter } from 'next-intl';
import { Checkbox } from '@/components/choice/checkbox';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { CancelButton } from '@/components/form/cancel-button';
import { Form } from '@/components/form/form';
import { Select } from '@/components/form/select';
import { TextField } from '@/components/form/text-field';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { boardPaths } from '@/lib/api/paths/board-paths';
import { cardPaths } from '@/lib/api/paths/card-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { schemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import { RefusedNotice } from '../refusals/refused-notice';
import { columnOptions, firstQueue } from './create-card';

/** Copies a card on its board. A full column refuses before anything is sent, as for every new card. */
export function CopyCard({ card, onClose }: { card: Card; onClose: () => void }) {
  const { board, refresh, focusCard, onCreated } = useBoardPage();
  const { slug, role } = useWorkspace();
  const t = useTranslations();
  const format = useFormatter();
  const path = boardPaths.cards(slug, board.key);
  const people = card.assignees.map(({ id }) => id);
  const form = useApiForm({
    schema: schemas.NewCard,
    defaultValues: { title: card.title, columnId: startColumn(board, card), withPeople: false },
    draftKey: `copy ${cardPaths.card(slug, board.key, card.number)}`,
    toBody: ({ title, columnId, withPeople }) => ({
      copyOf: card.number,
      title,
      columnId,
      ...(withPeople && { assigneeIds: people }),
    }),
    send: async (copy, override: Override | undefined) => {
      const created = await api.post<Card>(path, { ...copy, ...(override && { override }) });
      // The drawn board is older than the one that refused.
      if (!created.ok && created.problem.status === 409) await refresh();
      return created;
    },
    announcement: ({ ref }) => t('card.create.created', { ref }),
    onSaved: async (card) => {
      onClose();
      onCreated([card]);
      await refresh();
      focusCard(card.number);
    },
  });
  const { columnId, withPeople } = form.values;
  const { limits, options } = explainRefusal(board, {
    kind: 'create',
    columnId,
    classOfService: card.classOfService,
    assigneeIds: withPeople ? people : [],
    swimlaneId: card.swimlaneId,
  });
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t('card.copy.title', { ref: card.ref })}
      lead={t('card.copy.lead')}
      size="small"
    >
      <Form {...form.props} label={t('card.copy.title', { ref: card.ref })}>
        <TextField label={t('card.title')} {...form.field('title')} autoFocus />
        <Select label={t('card.column')} options={columnOptions(t, board)} {...form.field('columnId')} />
        {people.length > 0 && (
          <Checkbox {...form.checkbox('withPeople')}>
            {t('card.copy.withPeople', { names: format.list(card.assignees.map(({ name }) => name)) })}
          </Checkbox>
        )}
        <RefusedNotice
          limits={limits}
          options={options}
          board={board}
          mayOverride={can(role, 'overrideLimits')}
          action={t('card.copy.submit')}
          onOverride={form.submit}
        >
          {t('card.create.refused')}
        </RefusedNotice>
        {form.problem && limits.length === 0 && <ProblemNotice problem={form.problem} />}
        <DialogActions>
          <CancelButton form={form} onCancel={onClose} />
          <Button type="submit" variant="primary" isPending={form.isPending} isDisabled={limits.length > 0}>
            {t('card.copy.submit')}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}

/** Where the card is, if nothing has begun there: a copy of begun or delivered work is new work. */
function startColumn(board: Board, { columnId }: Card): string {
  const isQueued = board.columns.some(({ id, kind }) => id === columnId && kind === 'queue');
  return isQueued ? columnId : firstQueue(board);
}
