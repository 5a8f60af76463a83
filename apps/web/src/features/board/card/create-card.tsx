'use client';

import { type Board, type Card, type ClassOfService, can, NewCard, type Override } from '@weir/contract';
import { describeLimit, explainRefusal, findWarnedLimits, limitInWords } from '@weir/domain';
import { useState } from 'react';
import { Notice } from '@/components/feedback/notice';
import { fieldError, ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { DateField } from '@/components/form/date-field';
import { Form, FormMore } from '@/components/form/form';
import { Select } from '@/components/form/select';
import { TextArea, TextField } from '@/components/form/text-field';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { announce } from '@/lib/announce';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { type AnyProblem, invalidInput } from '@/lib/api/result';
import { columnOccupancy, roomText } from '@/lib/board/capacity-words';
import { useUnsaved } from '@/lib/use-unsaved';
import { useBoardContext } from '../board-context';
import { RefusedNotice } from '../refusals/refused-notice';
import { classOptions, classPolicy } from './card-words';
import { PeopleField } from './people-field';

const shown = ['title', 'description', 'dueOn'];

/**
 * A new card: its title, and the rest behind a button. A full column says so before anything is sent. Escape and
 * the cross keep what is typed.
 */
export function CreateCard({
  columnId: given,
  swimlaneId: givenLane,
  onClose,
}: {
  columnId?: string | undefined;
  swimlaneId?: string | undefined;
  onClose: () => void;
}) {
  const { board, workspace, role, refresh, focusCard } = useBoardContext();
  const path = paths.cards(workspace, board.key);
  const { draft, isTyped, isDetailed, set, forget } = useNewCardDraft(path);
  const { title, description, classOfService, assigneeIds, dueOn } = draft;
  const [columnId, setColumnId] = useState(given ?? firstQueue(board));
  const [more, setMore] = useState(isDetailed);
  const [swimlaneId, setSwimlaneId] = useState(givenLane ?? '');
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const [isPending, setPending] = useState(false);
  const proposed = {
    kind: 'create' as const,
    columnId,
    classOfService,
    assigneeIds,
    swimlaneId: swimlaneId || null,
  };
  const { limits: broken, options } = explainRefusal(board, proposed);
  const passed = broken.length > 0 ? [] : findWarnedLimits(board, proposed);

  const create = async (override?: Override): Promise<AnyProblem | null> => {
    if (isPending) return null;
    const card = NewCard.safeParse({
      title,
      columnId,
      ...(description.trim() && { description }),
      ...(classOfService !== 'standard' && { classOfService }),
      ...(assigneeIds.length > 0 && { assigneeIds }),
      ...(dueOn && { dueOn }),
      ...(swimlaneId && { swimlaneId }),
      ...(override && { override }),
    });
    if (!card.success) return showProblem(invalidInput(card.error));
    setPending(true);
    const made = await api.post<Card>(path, card.data);
    // What is drawn was older than what refused. What did not reach Weir is told at once.
    if (!made.ok && made.problem.status === 409) await refresh();
    setPending(false);
    if (!made.ok) {
      return override ? made.problem : showProblem(made.problem);
    }
    announce(`${made.value.ref} is made.`);
    forget();
    onClose();
    await refresh();
    focusCard(made.value.number);
    return null;
  };
  const showProblem = (why: AnyProblem) => {
    setProblem(why);
    return why;
  };
  const leave = () => {
    if (isTyped) announce('What you typed is kept for the next new card.');
    onClose();
  };
  const discard = () => {
    forget();
    onClose();
  };

  return (
    <Dialog isOpen onOpenChange={leave} title="New card" size={more ? 'normal' : 'small'}>
      <Form onSubmit={() => create()} label="New card">
        <TextField
          label="Title"
          value={title}
          onChange={(text) => set({ title: text })}
          error={fieldError(problem, 'title')}
          autoFocus
        />
        <Select
          label="Column"
          options={board.columns.map((column) => ({
            id: column.id,
            label: column.name,
            description: roomText(columnOccupancy(board, column)),
          }))}
          value={columnId}
          onChange={setColumnId}
        />
        {board.swimlanes.length > 0 && (
          <Select
            label="Swimlane"
            optional
            options={[
              { id: '', label: 'None' },
              ...board.swimlanes.map(({ id, name }) => ({ id, label: name })),
            ]}
            value={swimlaneId}
            onChange={setSwimlaneId}
          />
        )}
        <RefusedNotice
          limits={broken}
          options={options}
          board={board}
          mayOverride={can(role, 'overrideLimits')}
          action="Create card"
          onOverride={create}
        >
          Choose a place with room, or make room there first. What you typed stays here.
        </RefusedNotice>
        {passed.length > 0 && (
          <Notice
            tone="warn"
            title={passed.map((limit) => limitInWords(describeLimit(board, limit))).join(' ')}
            role="status"
          >
            It passes all the same, and that is recorded.
          </Notice>
        )}
        {more ? (
          <>
            <TextArea
              label="Description"
              optional
              value={description}
              onChange={(text) => set({ description: text })}
              error={fieldError(problem, 'description')}
              // What was pressed to come here is gone.
              autoFocus={!isDetailed}
            />
            <Select
              label="Class of service"
              description={classPolicy(board, classOfService)}
              options={classOptions}
              value={classOfService}
              onChange={(choice) => set({ classOfService: choice })}
            />
            <PeopleField
              workspace={workspace}
              value={assigneeIds}
              onChange={(ids) => set({ assigneeIds: ids })}
            />
            <DateField
              label="Due"
              optional
              value={dueOn}
              onChange={(day) => set({ dueOn: day })}
              error={fieldError(problem, 'dueOn')}
            />
          </>
        ) : (
          <FormMore onPress={() => setMore(true)}>Description, class, people, due date…</FormMore>
        )}
        {problem && broken.length === 0 && !isShown(problem) && (
          <ProblemNotice problem={problem} shown={shown} />
        )}
        <DialogActions>
          <Button onPress={discard}>{isTyped ? 'Discard' : 'Cancel'}</Button>
          <Button type="submit" variant="primary" isPending={isPending} isDisabled={broken.length > 0}>
            Create card
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}

function firstQueue(board: Board): string {
  return board.columns.find(({ kind }) => kind === 'queue')?.id ?? '';
}

function isShown(problem: AnyProblem): boolean {
  return problem.code === 'invalid-input' && problem.errors.every(({ path }) => shown.includes(path));
}

/** What is typed of a new card, its place apart. */
export type NewCardDraft = {
  title: string;
  description: string;
  classOfService: ClassOfService;
  assigneeIds: string[];
  dueOn: string;
};

const empty: NewCardDraft = {
  title: '',
  description: '',
  classOfService: 'standard',
  assigneeIds: [],
  dueOn: '',
};

/** A new card of a board, by the board's path, as it is typed: kept until it is made or discarded. */
export function useNewCardDraft(path: string) {
  const [draft, setDraft] = useUnsaved(`new card ${path}`, empty);
  return {
    draft,
    isTyped: isTyped(draft),
    /** More than a title: it is not to be sent unseen. */
    isDetailed: isTyped({ ...draft, title: '' }),
    set: (part: Partial<NewCardDraft>) => setDraft((now) => ({ ...now, ...part })),
    forget: () => setDraft(empty),
  };
}

function isTyped({ title, description, classOfService, assigneeIds, dueOn }: NewCardDraft): boolean {
  const words = `${title}${description}`.trim();
  return words !== '' || classOfService !== empty.classOfService || assigneeIds.length > 0 || dueOn !== '';
}
