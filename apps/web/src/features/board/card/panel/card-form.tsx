'use client';

import { useQueryClient } from '@tanstack/react-query';
import { type Card, CardChange, type CardDetail, can, type Override } from '@weir/contract';
import { explainRefusal } from '@weir/domain';
import { useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { DateField } from '@/components/form/date-field';
import { Form, FormRow } from '@/components/form/form';
import { Select } from '@/components/form/select';
import { TextArea, TextField } from '@/components/form/text-field';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import type { AnyProblem, Result } from '@/lib/api/result';
import { cardPosition } from '@/lib/board/optimistic';
import { useWorkspace } from '@/lib/context/workspace';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';
import { OverrideOffer } from '../../refusals/override-form';
import { RefusedNotice } from '../../refusals/refused-notice';
import { type Move, problemOf } from '../../use-moves';
import { classOptions, classPolicy } from '../class-mark';
import { PeopleField } from '../people-field';
import styles from './card-panel.module.css';
import { changeOf, valuesOf } from './card-values';
import { EditConflict } from './edit-conflict';

/** Edits a card. A change by somebody else shows in the fields that are not typed in, and as a conflict on saving. */
export function CardForm({ card }: { card: CardDetail }) {
  const { board, refresh } = useBoardPage();
  const { slug, role } = useWorkspace();
  const t = useTranslations();
  const client = useQueryClient();
  const path = paths.card(slug, board.key, card.number);
  /** Somebody else's version, which the person chose to overwrite. */
  const [overwritten, setOverwritten] = useState<number | null>(null);

  const form = useApiForm({
    schema: CardChange,
    savedValues: valuesOf(card),
    draftKey: `card ${path}`,
    toBody: (_, changed) => changeOf(changed),
    send: async (change, override: Override | undefined): Promise<Result<Card>> => {
      const version: number = overwritten ?? form.startedFrom?.version ?? card.version;
      const body = { ...change, ...(override && { override }) };
      const saved = await api.patch<Card>(path, body, { ifMatch: `"${version}"` });
      if (saved.ok)
        client.setQueryData<CardDetail>([path], (old) => old && withSaved(old, saved.value, change));
      await Promise.all([refresh(), client.invalidateQueries({ queryKey: [path] })]);
      return saved;
    },
    announcement: t('card.saved', { ref: card.ref }),
    onSaved: () => setOverwritten(null),
  });
  const { values, changed, problem } = form;
  const isOnBoard = board.cards.some(({ number }) => number === card.number);
  const edit = {
    kind: 'edit' as const,
    card: card.number,
    ...(changed.classOfService && { classOfService: changed.classOfService }),
    ...(changed.assigneeIds && { assigneeIds: changed.assigneeIds }),
  };
  const { limits: broken, options } = isOnBoard ? explainRefusal(board, edit) : { limits: [], options: [] };
  const isConflict = problem?.code === 'precondition-failed' && form.startedFrom !== null;
  const isShownAbove = problem?.code === 'wip-limit-reached' && broken.length > 0;

  return (
    <Form {...form.props} label={t('card.panel.label', { ref: card.ref })}>
      <TextField label={t('card.title')} {...form.field('title')} />
      <TextArea label={t('card.description')} optional rows={4} max={20_000} {...form.field('description')} />
      <FormRow>
        <Select
          label={t('card.classOfService')}
          {...form.field('classOfService')}
          description={classPolicy(t, board, values.classOfService)}
          options={classOptions(t)}
        />
        <DateField label={t('card.due')} optional {...form.field('dueOn')} />
      </FormRow>
      <LaneField card={card} />
      <PeopleField {...form.field('assigneeIds')} known={card.assignees} />
      {form.isTyped && (
        <RefusedNotice
          limits={broken}
          options={options}
          board={board}
          mayOverride={can(role, 'overrideLimits')}
          action={t('card.saveAnyway')}
          onOverride={form.submit}
        >
          {t('card.editRefused')}
        </RefusedNotice>
      )}
      {isConflict && form.startedFrom ? (
        <EditConflict
          startedFrom={form.startedFrom}
          current={card}
          onOverwrite={() => {
            setOverwritten(card.version);
            void form.submit();
          }}
          onDiscard={form.discard}
        />
      ) : (
        problem && !isShownAbove && <ProblemNotice problem={problem} />
      )}
      {form.isTyped && !isConflict && (
        <div className={styles.save}>
          <Button onPress={form.discard}>{t('common.discard')}</Button>
          <Button type="submit" variant="primary" isPending={form.isPending}>
            {t('common.save')}
          </Button>
        </div>
      )}
    </Form>
  );
}

/** The saved card at once: the answer has no description. */
function withSaved(old: CardDetail, card: Card, { description }: CardChange): CardDetail {
  return { ...old, ...card, ...(description !== undefined && { description }) };
}

/** A card's swimlane is part of its position: choosing one moves the card at once. */
function LaneField({ card }: { card: CardDetail }) {
  const { board, moves } = useBoardPage();
  const { role } = useWorkspace();
  const t = useTranslations();
  const [refused, setRefused] = useState<{ move: Move; problem: AnyProblem } | null>(null);
  const shown = board.cards.find(({ number }) => number === card.number) ?? card;
  if (board.swimlanes.length === 0) return null;
  const perform = async (move: Move, override?: Override) => {
    const problem = problemOf(await moves.perform(move, override));
    if (!override || !problem) setRefused(problem && { move, problem });
    return problem;
  };
  const choose = async (id: string) => {
    const position = cardPosition(board, card.number) ?? { columnId: card.columnId };
    await perform(moves.moveOf(card.number, { ...position, swimlaneId: id || null }));
  };
  return (
    <div>
      <Select
        label={t('card.lane')}
        optional
        options={[
          { id: '', label: t('board.lanes.none') },
          ...board.swimlanes.map(({ id, name }) => ({ id, label: name })),
        ]}
        value={shown.swimlaneId ?? ''}
        onChange={choose}
        error={refused?.problem.detail}
      />
      {refused?.problem.code === 'wip-limit-reached' && (
        <OverrideOffer
          limits={refused.problem.limits}
          board={board}
          mayOverride={can(role, 'overrideLimits')}
          action={t('card.changeLaneAnyway')}
          onOverride={(override) => perform(refused.move, override)}
        />
      )}
    </div>
  );
}
