'use client';

import { useQueryClient } from '@tanstack/react-query';
import { type BoardSummary, NewBoard } from '@weir/contract';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { fieldError, ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form, FormRow } from '@/components/form/form';
import { NumberField } from '@/components/form/number-field';
import { TextField } from '@/components/form/text-field';
import { Glyph } from '@/components/icon/glyph';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { type AnyProblem, invalidInput } from '@/lib/api/result';
import { ColumnsEditor, type DraftColumn, template } from './columns-editor';

type Props = { workspace: string; listPath: string; variant?: 'primary' | 'quiet' };

export function CreateBoard({ workspace, listPath, variant = 'quiet' }: Props) {
  return (
    <Dialog
      title="New board"
      lead="Columns and limits can be changed later; the key stays."
      size="wide"
      trigger={
        <Button variant={variant}>
          <Glyph name="plus" size={14} /> New board
        </Button>
      }
    >
      {(close) => <CreateBoardForm workspace={workspace} listPath={listPath} close={close} />}
    </Dialog>
  );
}

function CreateBoardForm({ workspace, listPath, close }: Props & { close: () => void }) {
  const router = useRouter();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [ownKey, setOwnKey] = useState<string | null>(null);
  const [columns, setColumns] = useState<DraftColumn[]>(template);
  const [depth, setDepth] = useState(8);
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const key = ownKey ?? keyFrom(name);

  const submit = async () => {
    const draft = NewBoard.safeParse({
      key,
      name,
      columns: columns.map(({ name, kind, max }) => ({ name, kind, limit: max === null ? null : { max } })),
      intake: { depth },
    });
    if (!draft.success) return setProblem(invalidInput(draft.error));
    setPending(true);
    const made = await api.post<BoardSummary>(paths.boards(workspace), draft.data);
    setPending(false);
    if (!made.ok) return setProblem(made.problem);
    close();
    await client.invalidateQueries({ queryKey: [listPath] });
    router.push(`/${workspace}/${key}`);
    router.refresh();
  };

  const keyError = problem?.code === 'key-taken' ? 'Another board has this key.' : fieldError(problem, 'key');
  const columnErrors = columns.map((_, at) => fieldError(problem, `columns.${at}.name`));
  const isShown = [keyError, fieldError(problem, 'name'), ...columnErrors].some(Boolean);
  return (
    <Form onSubmit={submit} label="New board">
      <FormRow>
        <TextField
          label="Name"
          placeholder="Platform"
          value={name}
          onChange={setName}
          error={fieldError(problem, 'name')}
          autoFocus
        />
        <TextField
          label="Key"
          description={`Cards are called ${key || 'PLAT'}-1, ${key || 'PLAT'}-2, …`}
          placeholder="PLAT"
          value={key}
          onChange={(wish) => setOwnKey(wish.toUpperCase().slice(0, 10))}
          error={keyError}
        />
      </FormRow>
      <ColumnsEditor columns={columns} onChange={setColumns} errors={columnErrors} />
      <NumberField
        label="How many requests may wait"
        description="When so many wait for an answer, the next one is refused at the door and told when to come back."
        minValue={0}
        maxValue={500}
        value={depth}
        onChange={setDepth}
        error={fieldError(problem, 'intake.depth')}
      />
      {problem && !isShown && <ProblemNotice problem={problem} />}
      <DialogActions>
        <Button onPress={close}>Cancel</Button>
        <Button type="submit" variant="primary" isPending={isPending}>
          Create board
        </Button>
      </DialogActions>
    </Form>
  );
}

/** “Data platform” → DP, “Platform” → PLAT. */
function keyFrom(name: string): string {
  const words = name
    .normalize('NFD')
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter((word) => /^[A-Z]/.test(word));
  const key = words.length > 1 ? words.map((word) => word[0]).join('') : (words[0] ?? '').slice(0, 4);
  return key.slice(0, 10);
}
