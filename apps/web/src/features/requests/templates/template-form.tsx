'use client';

import { type AnswerTemplate, NewAnswerTemplate } from '@weir/contract';
import { notNowReasons, templateVariables } from '@weir/domain';
import { useState } from 'react';
import { fieldError, ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form, FormRow } from '@/components/form/form';
import { Select } from '@/components/form/select';
import { TextArea, TextField } from '@/components/form/text-field';
import { DialogActions } from '@/components/overlay/dialog';
import { announce } from '@/lib/announce';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { type AnyProblem, invalidInput } from '@/lib/api/result';
import { focusFault } from '@/lib/forms/focus-fault';
import { kindLabels, reasonWords } from '../words';

type Props = {
  workspace: string;
  boardKey: string;
  template: NewAnswerTemplate;
  /** Of one that is there already. */
  id?: string;
  onSaved: () => void;
  onCancel: () => void;
};

const kinds: AnswerTemplate['kind'][] = ['accept', 'trade', 'defer', 'decline', 'redirect'];
const fields = ['name', 'message', 'reason'];

/** A template's name, kind and words, with all that they may name. */
export function TemplateForm({ workspace, boardKey, template, id, onSaved, onCancel }: Props) {
  const [draft, setDraft] = useState(template);
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const [isPending, setPending] = useState(false);
  const change = (part: Partial<NewAnswerTemplate>) => setDraft((now) => ({ ...now, ...part }));

  const save = async () => {
    if (isPending) return;
    const { reason, ...words } = draft;
    const checked = NewAnswerTemplate.safeParse({ ...words, reason: hasReason(draft.kind) ? reason : null });
    if (!checked.success) {
      setProblem(invalidInput(checked.error));
      return focusFault();
    }
    setPending(true);
    const saved = id
      ? await api.patch(paths.template(workspace, boardKey, id), checked.data)
      : await api.post(paths.templates(workspace, boardKey), checked.data);
    setPending(false);
    if (!saved.ok) return setProblem(saved.problem);
    announce(`${checked.data.name} is kept`);
    onSaved();
  };

  return (
    <Form onSubmit={save} label="Template">
      <TextField
        label="Name"
        value={draft.name}
        onChange={(name) => change({ name })}
        error={fieldError(problem, 'name')}
      />
      <FormRow>
        <Select
          label="For the answer"
          options={kinds.map((kind) => ({ id: kind, label: kindLabels[kind] }))}
          value={draft.kind}
          onChange={(kind) => change({ kind })}
        />
        {hasReason(draft.kind) && (
          <Select
            label="Why"
            options={[none, ...notNowReasons.map((each) => ({ id: each, label: reasonWords[each].label }))]}
            value={draft.reason ?? none.id}
            onChange={(reason) => change({ reason: reason === none.id ? null : reason })}
          />
        )}
      </FormRow>
      <TextArea
        label="Words"
        rows={5}
        max={2000}
        value={draft.message}
        onChange={(message) => change({ message })}
        description={`Filled in before it is sent: ${templateVariables.map((name) => `{{${name}}}`).join(', ')}.`}
        error={fieldError(problem, 'message')}
      />
      {problem && <ProblemUnlessShown problem={problem} />}
      <DialogActions>
        <Button onPress={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" isPending={isPending}>
          Keep it
        </Button>
      </DialogActions>
    </Form>
  );
}

const none = { id: 'none', label: 'Chosen when it is used' } as const;

function hasReason(kind: AnswerTemplate['kind']): boolean {
  return kind === 'trade' || kind === 'defer' || kind === 'decline';
}

function ProblemUnlessShown({ problem }: { problem: AnyProblem }) {
  const isShown =
    problem.code === 'invalid-input' && problem.errors.every(({ path }) => fields.includes(path));
  return isShown ? null : <ProblemNotice problem={problem} shown={fields} />;
}
