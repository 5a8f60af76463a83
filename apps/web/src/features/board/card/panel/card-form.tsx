'use client';

import { useQueryClient } from '@tanstack/react-query';
import { type Card, CardChange, type CardDetail, can, type Override } from '@weir/contract';
import { explainRefusal } from '@weir/domain';
import { useState } from 'react';
import { fieldError, ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { DateField } from '@/components/form/date-field';
import { Form, FormRow } from '@/components/form/form';
import { Select } from '@/components/form/select';
import { TextArea, TextField } from '@/components/form/text-field';
import { announce } from '@/lib/announce';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { type AnyProblem, invalidInput } from '@/lib/api/result';
import { cardPosition } from '@/lib/board/optimistic';
import { useBoardContext } from '../../board-context';
import { OverrideOffer } from '../../refusals/override-form';
import { RefusedNotice } from '../../refusals/refused-notice';
import type { Move } from '../../use-moves';
import { classOptions, classPolicy } from '../card-words';
import { PeopleField } from '../people-field';
import { changesOf, type Draft, draftOf, unsaved } from './card-draft';
import styles from './card-panel.module.css';
import { EditConflict } from './edit-conflict';

const shown = ['title', 'description', 'dueOn'];

/** Edits a card. What others change meanwhile shows as long as nothing is typed, and then on saving. */
export function CardForm({ card }: { card: CardDetail }) {
  const { workspace, board, role, refresh } = useBoardContext();
  const client = useQueryClient();
  const path = paths.card(workspace, board.key, card.number);
  // `base` is what the typing began from; null while nothing is typed.
  const [base, setBase] = useState<CardDetail | null>(unsaved.get(path)?.base ?? null);
  const [draft, setDraft] = useState<Draft>(unsaved.get(path)?.draft ?? draftOf(card));
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const [isPending, setPending] = useState(false);
  const values = base ? draft : draftOf(card);
  const set = (part: Partial<Draft>) => {
    const kept = { base: base ?? card, draft: { ...values, ...part } };
    unsaved.set(path, kept);
    setBase(kept.base);
    setDraft(kept.draft);
  };
  const drop = () => {
    unsaved.delete(path);
    setBase(null);
    setProblem(null);
  };
  const changes = base ? changesOf(base, values) : {};
  const isDirty = Object.keys(changes).length > 0;

  const { classOfService, assigneeIds } = changes;
  const isOnBoard = board.cards.some(({ number }) => number === card.number);
  const edit = {
    kind: 'edit' as const,
    card: card.number,
    ...(classOfService && { classOfService }),
    ...(assigneeIds && { assigneeIds }),
  };
  const { limits: broken, options } = isOnBoard ? explainRefusal(board, edit) : { limits: [], options: [] };

  const save = async (onto: CardDetail, override?: Override): Promise<AnyProblem | null> => {
    if (isPending || !isDirty) return null;
    const checked = CardChange.safeParse({ ...changes, ...(override && { override }) });
    if (!checked.success) return showProblem(invalidInput(checked.error));
    setPending(true);
    const result = await api.patch<Card>(path, checked.data, { ifMatch: `"${onto.version}"` });
    if (result.ok) client.setQueryData<CardDetail>([path], (old) => old && merged(old, result.value, values));
    await Promise.all([refresh(), client.invalidateQueries({ queryKey: [path] })]);
    setPending(false);
    if (!result.ok) return override ? result.problem : showProblem(result.problem);
    drop();
    announce(`${card.ref} is saved.`);
    return null;
  };
  const showProblem = (why: AnyProblem) => {
    setProblem(why);
    return why;
  };

  return (
    <Form onSubmit={() => base && save(base)} label={`Card ${card.ref}`}>
      <TextField
        label="Title"
        value={values.title}
        onChange={(title) => set({ title })}
        error={fieldError(problem, 'title')}
      />
      <TextArea
        label="Description"
        optional
        rows={4}
        max={20_000}
        value={values.description}
        onChange={(description) => set({ description })}
        error={fieldError(problem, 'description')}
      />
      <FormRow>
        <Select
          label="Class of service"
          description={classPolicy(board, values.classOfService)}
          options={classOptions}
          value={values.classOfService}
          onChange={(classOfService) => set({ classOfService })}
        />
        <DateField
          label="Due"
          optional
          value={values.dueOn}
          onChange={(dueOn) => set({ dueOn })}
          error={fieldError(problem, 'dueOn')}
        />
      </FormRow>
      <LaneField card={card} />
      <PeopleField
        workspace={workspace}
        value={values.assigneeIds}
        onChange={(assigneeIds) => set({ assigneeIds })}
        known={card.assignees}
      />
      {base && (
        <RefusedNotice
          limits={broken}
          options={options}
          board={board}
          mayOverride={can(role, 'overrideLimits')}
          action="Save all the same"
          onOverride={(override) => save(base, override)}
        >
          Make room first, or leave people and class as they are.
        </RefusedNotice>
      )}
      {problem?.code === 'precondition-failed' && base ? (
        <EditConflict base={base} now={card} onKeep={() => save(card)} onDrop={drop} />
      ) : (
        problem &&
        !isShown(problem) &&
        !(problem.code === 'wip-limit-reached' && broken.length > 0) && (
          <ProblemNotice problem={problem} shown={shown} />
        )
      )}
      {isDirty && problem?.code !== 'precondition-failed' && (
        <div className={styles.save}>
          <Button onPress={drop}>Discard</Button>
          <Button type="submit" variant="primary" isPending={isPending}>
            Save
          </Button>
        </div>
      )}
    </Form>
  );
}

function merged(old: CardDetail, card: Card, { description }: Draft): CardDetail {
  return { ...old, ...card, description: description.trim() };
}

function isShown(problem: AnyProblem): boolean {
  return problem.code === 'invalid-input' && problem.errors.every(({ path }) => shown.includes(path));
}

/** A card's swimlane is part of its place: choosing one moves the card at once. */
export function LaneField({ card }: { card: CardDetail }) {
  const { board, role, moves } = useBoardContext();
  const [refused, setRefused] = useState<{ move: Move; problem: AnyProblem } | null>(null);
  const shown = board.cards.find(({ number }) => number === card.number) ?? card;
  if (board.swimlanes.length === 0) return null;
  const choose = async (id: string) => {
    const place = cardPosition(board, card.number) ?? { columnId: card.columnId };
    await perform(moves.moveOf(card.number, { ...place, swimlaneId: id || null }));
  };
  const perform = async (move: Move, override?: Override) => {
    const problem = await moves.perform(move, override);
    if (!override || !problem) setRefused(problem && { move, problem });
    return problem;
  };
  return (
    <div>
      <Select
        label="Swimlane"
        optional
        options={[{ id: '', label: 'None' }, ...board.swimlanes.map(({ id, name }) => ({ id, label: name }))]}
        value={shown.swimlaneId ?? ''}
        onChange={choose}
        error={refused?.problem.detail}
      />
      {refused?.problem.code === 'wip-limit-reached' && (
        <OverrideOffer
          limits={refused.problem.limits}
          board={board}
          mayOverride={can(role, 'overrideLimits')}
          action="Change it all the same"
          onOverride={(override) => perform(refused.move, override)}
        />
      )}
    </div>
  );
}
