'use client';

import { type Board, BoardSettingsChange } from '@weir/contract';
import { useRouter } from 'next/navigation';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Form } from '@/components/form/form';
import { SaveButton } from '@/components/form/save-button';
import { TextField } from '@/components/form/text-field';
import { Panel } from '@/components/layout/panel';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { useApiForm } from '@/lib/forms/use-api-form';

type Props = { board: Board; mayChange: boolean };

export function BoardName({ board, mayChange }: Props) {
  const router = useRouter();
  const renew = useRenewBoard();
  const path = paths.board(useWorkspace().slug, board.key);
  const form = useApiForm({
    schema: BoardSettingsChange,
    savedValues: { name: board.name },
    draftKey: `name ${path}`,
    send: (change) => api.patch(path, change),
    said: 'Saved',
    onSaved: async () => {
      await renew();
      // The layout shows the name, too.
      router.refresh();
    },
  });
  return (
    <Panel title="Board">
      <Form {...form.props} label="Board">
        <TextField
          label="Name"
          {...form.field('name')}
          isReadOnly={!mayChange}
          description={`Its key stays ${board.key}: cards and links go by it.`}
        />
        {form.problem && <ProblemNotice problem={form.problem} />}
        {mayChange && <SaveButton saving={form} name="Save the board’s name" isTyped={form.isTyped} />}
      </Form>
    </Panel>
  );
}
