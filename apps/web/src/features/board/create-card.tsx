'use client';

import { type Board, type Card, type ClassOfService, may, NewCard, type Override } from '@weir/contract';
import { describe, explain, limitInWords, passes } from '@weir/domain';
import { useState } from 'react';
import { Button } from '@/components/button';
import { DateField } from '@/components/date-field';
import { Dialog, DialogActions } from '@/components/dialog';
import { Form } from '@/components/form';
import { announce } from '@/components/live-region';
import { Notice } from '@/components/notice';
import { fieldError, ProblemNotice } from '@/components/problem-notice';
import { Select } from '@/components/select';
import { TextArea, TextField } from '@/components/text-field';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { type AnyProblem, invalidInput } from '@/lib/api/result';
import { useBoardRoom } from './board-room';
import { classOptions, classPolicy } from './card-words';
import { PeopleField } from './people-field';
import { RefusedNotice } from './refused-notice';
import { roomSaid } from './room-words';
import { WaysList } from './ways-list';

const shown = ['title', 'description', 'dueOn'];

/** A new card: its title, and the rest behind a button. A full column says so before anything is sent. */
export function CreateCard({
  columnId: given,
  swimlaneId: givenLane,
  onClose,
}: {
  columnId?: string | undefined;
  swimlaneId?: string | undefined;
  onClose: () => void;
}) {
  const { board, workspace, role, refresh, focusCard } = useBoardRoom();
  const [title, setTitle] = useState('');
  const [columnId, setColumnId] = useState(given ?? firstQueue(board));
  const [more, setMore] = useState(false);
  const [description, setDescription] = useState('');
  const [classOfService, setClass] = useState<ClassOfService>('standard');
  const [assigneeIds, setAssigneeIds] = useState<string[]>([]);
  const [dueOn, setDueOn] = useState('');
  const [swimlaneId, setSwimlaneId] = useState(givenLane ?? '');
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const [isPending, setPending] = useState(false);
  const wish = {
    kind: 'create' as const,
    columnId,
    classOfService,
    assigneeIds,
    swimlaneId: swimlaneId || null,
  };
  const { limits: broken, options } = explain(board, wish);
  const passed = broken.length > 0 ? [] : passes(board, wish);

  const create = async (override?: Override): Promise<AnyProblem | null> => {
    if (isPending) return null;
    const draft = NewCard.safeParse({
      title,
      columnId,
      ...(description.trim() && { description }),
      ...(classOfService !== 'standard' && { classOfService }),
      ...(assigneeIds.length > 0 && { assigneeIds }),
      ...(dueOn && { dueOn }),
      ...(swimlaneId && { swimlaneId }),
      ...(override && { override }),
    });
    if (!draft.success) return refuse(invalidInput(draft.error));
    setPending(true);
    const made = await api.post<Card>(paths.cards(workspace, board.key), draft.data);
    setPending(false);
    if (!made.ok) {
      // What is drawn was older than what refused.
      await refresh();
      return override ? made.problem : refuse(made.problem);
    }
    announce(`${made.value.ref} is made.`);
    onClose();
    await refresh();
    focusCard(made.value.number);
    return null;
  };
  const refuse = (why: AnyProblem) => {
    setProblem(why);
    return why;
  };

  return (
    <Dialog isOpen onOpenChange={onClose} title="New card" size={more ? 'normal' : 'small'}>
      <Form onSubmit={() => create()} label="New card">
        <TextField
          label="Title"
          value={title}
          onChange={setTitle}
          error={fieldError(problem, 'title')}
          autoFocus
        />
        <Select
          label="Column"
          options={board.columns.map((column) => ({
            id: column.id,
            label: column.name,
            description: roomSaid(column),
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
          ways={options.length > 0 && <WaysList options={options} limits={broken} />}
          board={board}
          mayOverride={may(role, 'overrideLimits')}
          action="Create card"
          onPass={create}
        >
          Choose a place with room, or make room there first. What you typed stays here.
        </RefusedNotice>
        {passed.length > 0 && (
          <Notice
            tone="warn"
            title={passed.map((limit) => limitInWords(describe(board, limit))).join(' ')}
            role="status"
          >
            It passes all the same, and that is recorded.
          </Notice>
        )}
        {more ? (
          <>
            <Select
              label="Class of service"
              description={classPolicy(board, classOfService)}
              options={classOptions}
              value={classOfService}
              onChange={setClass}
            />
            <TextArea
              label="Description"
              optional
              value={description}
              onChange={setDescription}
              error={fieldError(problem, 'description')}
            />
            <PeopleField workspace={workspace} value={assigneeIds} onChange={setAssigneeIds} />
            <DateField
              label="Due"
              optional
              value={dueOn}
              onChange={setDueOn}
              error={fieldError(problem, 'dueOn')}
            />
          </>
        ) : (
          <div>
            <Button variant="plain" size="small" onPress={() => setMore(true)}>
              Description, class, people, due date…
            </Button>
          </div>
        )}
        {problem && broken.length === 0 && !isShown(problem) && (
          <ProblemNotice problem={problem} shown={shown} />
        )}
        <DialogActions>
          <Button onPress={onClose}>Cancel</Button>
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
