'use client';

import { useQuery } from '@tanstack/react-query';
import { type PublicForm, PublicFormSetting } from '@weir/contract';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
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
import { useBoardKey } from '@/lib/context/board';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { useApiForm } from '@/lib/forms/use-api-form';
import styles from '../settings.module.css';

/** The public form: its link, whether it is on, and how many requests may come by it. */
export function FormPanel({ mayChange }: { mayChange: boolean }) {
  const path = paths.publicForm(useWorkspace().slug, useBoardKey());
  const { data, error } = useQuery(reading<PublicForm>(path));
  if (error) return <ProblemNotice problem={error.problem} role="status" />;
  return data ? <FormSettings path={path} saved={data} mayChange={mayChange} /> : null;
}

function FormSettings({ path, saved, mayChange }: { path: string; saved: PublicForm; mayChange: boolean }) {
  const form = useApiForm({
    schema: PublicFormSetting,
    savedValues: { openPerGuest: saved.openPerGuest, depth: saved.depth },
    draftKey: `form ${path}`,
    toBody: (values) => ({ on: saved.on, ...values }),
    send: (setting, on: boolean | undefined) =>
      api.put<PublicForm>(path, { ...setting, on: on ?? setting.on }),
    said: ({ on }) => (on === saved.on ? 'Saved' : on ? 'The form is on' : 'The form is off'),
    onSaved: useRenewBoard(),
  });
  const number = (name: 'openPerGuest' | 'depth') => {
    const field = form.field(name);
    return {
      ...field,
      error: field.error && 'A number from 1 to 500.',
      minValue: 1,
      maxValue: 500,
      isReadOnly: !mayChange,
    };
  };
  return (
    <Panel title="Public form">
      <p className={styles.lead}>
        People without an account ask by a link. They confirm their e-mail before they take a place, and their
        places are counted apart from the members’.
      </p>
      <Form {...form.props} label="Public form">
        {saved.link && <CopyField label="Link to the form" value={saved.link} />}
        {saved.on && !saved.link && <p>It is on. Managers have its link.</p>}
        {!saved.on && !saved.mail && (
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
        {form.problem && <ProblemNotice problem={form.problem} />}
        {mayChange && (
          <div className={styles.formActions}>
            <SaveButton saving={form} name="Save the public form" />
            {saved.on ? (
              <SwitchOff isPending={form.isPending} onPress={() => form.submit(false)} />
            ) : (
              <Button isDisabled={!saved.mail} onPress={() => form.submit(true)}>
                Switch it on
              </Button>
            )}
          </div>
        )}
      </Form>
    </Panel>
  );
}

function SwitchOff({ isPending, onPress }: { isPending: boolean; onPress: () => Promise<unknown> }) {
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
