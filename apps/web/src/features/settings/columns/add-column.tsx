'use client';

import { type ColumnKind, NewColumn } from '@weir/contract';
import { useState } from 'react';
import { fieldError, ProblemNotice } from '@/components/feedback/problem-notice';
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
import { invalidInput } from '@/lib/api/result';
import { useSaving } from '../use-saving';

type Props = { workspace: string; boardKey: string };

export function AddColumn(props: Props) {
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
      {(close) => <AddForm {...props} close={close} />}
    </Dialog>
  );
}

function AddForm({ workspace, boardKey, close }: Props & { close: () => void }) {
  const saving = useSaving(workspace, boardKey);
  const [name, setName] = useState('');
  const [kind, setKind] = useState<ColumnKind>('active');
  const [max, setMax] = useState(2);
  const add = async () => {
    const column = NewColumn.safeParse({ name, kind, ...(!Number.isNaN(max) && { limit: { max } }) });
    if (!column.success) return saving.refuse(invalidInput(column.error));
    const path = paths.columns(workspace, boardKey);
    if (await saving.save(() => api.post(path, column.data), `The column ${name} is added`)) close();
  };
  const error = fieldError(saving.problem, 'name');
  return (
    <Form onSubmit={add} label="Add a column">
      <TextField label="Name" value={name} onChange={setName} error={error} />
      <FormRow>
        <Select label="Kind" options={useColumnKinds()} value={kind} onChange={setKind} />
        <NumberField
          label="Limit"
          optional
          minValue={0}
          maxValue={9999}
          value={max}
          onChange={setMax}
          description="Empty: no limit."
        />
      </FormRow>
      {saving.problem && !error && <ProblemNotice problem={saving.problem} />}
      <DialogActions>
        <Button onPress={close}>Cancel</Button>
        <Button type="submit" variant="primary" isPending={saving.isPending}>
          Add it
        </Button>
      </DialogActions>
    </Form>
  );
}
