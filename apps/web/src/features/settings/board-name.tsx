'use client';

import { type Board, BoardChange } from '@weir/contract';
import { useRouter } from 'next/navigation';
import { Form } from '@/components/form';
import { Panel } from '@/components/panel';
import { fieldError, ProblemNotice } from '@/components/problem-notice';
import { TextField } from '@/components/text-field';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { invalidInput } from '@/lib/api/result';
import { useUnsaved } from '@/lib/use-unsaved';
import { SaveButton } from './save-button';
import { useSaving } from './use-saving';

type Props = { workspace: string; board: Board; mayChange: boolean };

export function BoardName({ workspace, board, mayChange }: Props) {
  const router = useRouter();
  const saving = useSaving(workspace, board.key);
  const [draft, setDraft] = useUnsaved<string | null>(`name ${paths.board(workspace, board.key)}`, null);
  const name = draft ?? board.name;
  const save = async () => {
    const change = BoardChange.safeParse({ name });
    if (!change.success) return saving.refuse(invalidInput(change.error));
    if (await saving.save(() => api.patch(paths.board(workspace, board.key), change.data))) {
      setDraft(null);
      // The name stands in the bar above, too.
      router.refresh();
    }
  };
  const error = fieldError(saving.problem, 'name');
  return (
    <Panel title="Board">
      <Form onSubmit={save} label="Board">
        <TextField
          label="Name"
          value={name}
          onChange={(wish) => {
            setDraft(wish);
            saving.touch();
          }}
          error={error}
          isReadOnly={!mayChange}
          description={`Its key stays ${board.key}: cards and links go by it.`}
        />
        {saving.problem && !error && <ProblemNotice problem={saving.problem} />}
        {mayChange && (
          <SaveButton saving={saving} name="Save the board’s name" isTyped={name !== board.name} />
        )}
      </Form>
    </Panel>
  );
}
