'use client';

import { useQuery } from '@tanstack/react-query';
import { type PublicForm, PublicFormSetting } from '@weir/contract';
import { Notice } from '@/components/feedback/notice';
import { fieldError, ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { CopyField } from '@/components/form/copy-field';
import { Form, FormRow } from '@/components/form/form';
import { NumberField } from '@/components/form/number-field';
import { SaveButton } from '@/components/form/save-button';
import { Panel } from '@/components/layout/panel';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { reading } from '@/lib/api/query';
import { invalidInput } from '@/lib/api/result';
import { useUnsaved } from '@/lib/use-unsaved';
import styles from '../settings.module.css';
import { useSaving } from '../use-saving';

type Props = { workspace: string; boardKey: string; mayChange: boolean };

/** The public form: on by a link, off, and how much room it has. */
export function FormPanel({ workspace, boardKey, mayChange }: Props) {
  const path = paths.publicForm(workspace, boardKey);
  const { data: form, error } = useQuery(reading<PublicForm>(path));
  const saving = useSaving(workspace, boardKey);
  const [draft, setDraft] = useUnsaved<{ openPerGuest?: number; depth?: number }>(`form ${path}`, {});
  if (error) return <ProblemNotice problem={error.problem} role="status" />;
  if (!form) return null;

  const put = async (on: boolean, said: string) => {
    const setting = PublicFormSetting.safeParse({ on, ...draft });
    if (!setting.success) return saving.refuse(invalidInput(setting.error));
    const isDone = await saving.save(() => api.put(path, setting.data), said);
    if (isDone) setDraft({});
  };
  const number = (name: 'openPerGuest' | 'depth') => ({
    minValue: 1,
    maxValue: 500,
    value: draft[name] ?? form[name],
    isReadOnly: !mayChange,
    error: fieldError(saving.problem, name) && 'A number from 1 to 500.',
    onChange: (value: number) => {
      setDraft((now) => ({ ...now, [name]: value }));
      saving.touch();
    },
  });
  return (
    <Panel title="Public form">
      <p className={styles.lead}>
        People without an account ask by a link. They confirm their e-mail before they take a place, and their
        places are counted apart from the members’.
      </p>
      <Form onSubmit={() => put(form.on, 'Saved')} label="Public form">
        {form.link && <CopyField label="Link to the form" value={form.link} />}
        {form.on && !form.link && <p>It is on. Managers have its link.</p>}
        {!form.on && !form.mail && (
          <Notice tone="warn" title="This Weir sends no e-mail">
            The form can be switched on once whoever runs it sets WEIR_SMTP_URL.
          </Notice>
        )}
        <FormRow>
          <NumberField
            label="Places by the form"
            {...number('depth')}
            description="How many of the queue’s places guests may take."
          />
          <NumberField
            label="Open per guest"
            {...number('openPerGuest')}
            description="How many of one address may wait."
          />
        </FormRow>
        {saving.problem && saving.problem.code !== 'invalid-input' && (
          <ProblemNotice problem={saving.problem} />
        )}
        {mayChange && (
          <div className={styles.formActions}>
            <SaveButton saving={saving} name="Save the public form" />
            {form.on ? (
              <SwitchOff isPending={saving.isPending} onPress={() => put(false, 'The form is off')} />
            ) : (
              <Button isDisabled={!form.mail} onPress={() => put(true, 'The form is on')}>
                Switch it on
              </Button>
            )}
          </div>
        )}
      </Form>
    </Panel>
  );
}

function SwitchOff({ isPending, onPress }: { isPending: boolean; onPress: () => Promise<void> }) {
  return (
    <Dialog
      size="small"
      role="alertdialog"
      title="Switch the form off?"
      trigger={<Button variant="danger">Switch it off…</Button>}
    >
      {(close) => (
        <>
          <p>
            Its link is dead then: on again, the form has another one. What came by it keeps its place and
            gets its answer.
          </p>
          <DialogActions>
            <Button onPress={close}>Keep it on</Button>
            <Button
              variant="danger"
              isPending={isPending}
              onPress={async () => {
                await onPress();
                close();
              }}
            >
              Switch it off
            </Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}
