'use client';

import { type Column, type ColumnKind, NewColumn } from '@weir/contract';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form, FormRow } from '@/components/form/form';
import { NumberField } from '@/components/form/number-field';
import { Select } from '@/components/form/select';
import { TextField } from '@/components/form/text-field';
import { Glyph } from '@/components/icon/glyph';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { useColumnKinds } from '@/features/workspace/boards/columns-editor';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { useBoardKey } from '@/lib/context/board';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { useApiForm } from '@/lib/forms/use-api-form';

export function AddColumn() {
  return (
    <Dialog
      title="Add a column"
      lead="It comes last of its kind; you can move it afterwards."
      trigger={
        <Button size="small">
          <Glyph name="plus" size={12} /> Add a column
        </Button>
      }
    >
      {(close) => <AddForm close={close} />}
    </Dialog>
  );
}

function AddForm({ close }: { close: () => void }) {
  const path = paths.columns(useWorkspace().slug, useBoardKey());
  const renew = useRenewBoard();
  const form = useApiForm({
    schema: NewColumn,
    defaultValues: { name: '', kind: 'active' as ColumnKind, limit: { max: 2 } },
    toBody: ({ limit, ...column }) => ({ ...column, ...(!Number.isNaN(limit.max) && { limit }) }),
    send: (column) => api.post<Column>(path, column),
    said: ({ name }) => `The column ${name} is added`,
    onSaved: async () => {
      await renew();
      close();
    },
  });
  return (
    <Form {...form.props} label="Add a column">
      <TextField label="Name" {...form.field('name')} />
      <FormRow>
        <Select label="Kind" options={useColumnKinds()} {...form.field('kind')} />
        <NumberField
          label="Limit"
          optional
          minValue={0}
          maxValue={9999}
          {...form.field('limit.max')}
          description="Empty: no limit."
        />
      </FormRow>
      {form.problem && <ProblemNotice problem={form.problem} />}
      <DialogActions>
        <Button onPress={close}>Cancel</Button>
        <Button type="submit" variant="primary" isPending={form.isPending}>
          Add it
        </Button>
      </DialogActions>
    </Form>
  );
}
