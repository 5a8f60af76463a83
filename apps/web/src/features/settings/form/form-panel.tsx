'use client';

import { useQuery } from '@tanstack/react-query';
import { type PublicForm } from '@weir/contract';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { CopyField } from '@/components/form/copy-field';
import { Form, FormRow } from '@/components/form/form';
import { NumberField } from '@/components/form/number-field';
import { SaveInPlace } from '@/components/form/save-button';
import { Panel } from '@/components/layout/panel';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { requestPaths } from '@/lib/api/paths/request-paths';
import { reading } from '@/lib/api/query';
import { useBoardKey } from '@/lib/context/board';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { focusPage } from '@/lib/focus-rows';
import { schemas } from '@/lib/forms/schemas';
import { useInPlaceForm } from '@/lib/forms/use-in-place-form';
import { useTranslations } from '@/lib/words/use-translations';
import styles from '../settings.module.css';
import { useSettings } from '../settings-context';

/** The public form: its link, whether it is on, and how many requests guests can submit with it. */
export function FormPanel() {
  const { mayChange } = useSettings();
  const path = requestPaths.publicForm(useWorkspace().slug, useBoardKey());
  const { data, error } = useQuery(reading<PublicForm>(path));
  if (error) return <ProblemNotice problem={error.problem} role="status" />;
  return data ? <FormSettings path={path} saved={data} mayChange={mayChange} /> : null;
}

function FormSettings({ path, saved, mayChange }: { path: string; saved: PublicForm; mayChange: boolean }) {
  const t = useTranslations();
  const renew = useRenewBoard();
  const form = useInPlaceForm({
    schema: schemas.PublicFormSetting,
    savedValues: { openPerGuest: saved.openPerGuest, depth: saved.depth },
    draftKey: `form ${path}`,
    toBody: (values) => ({ on: saved.on, ...values }),
    send: (setting, on: boolean | undefined) =>
      api.put<PublicForm>(path, { ...setting, on: on ?? setting.on }),
    announcement: ({ on }) => {
      if (on === saved.on) return t('components.save.saved');
      return on ? t('publicForm.turnedOn') : t('publicForm.turnedOff');
    },
    onSaved: async ({ on }) => {
      await renew();
      // The button that turned the form on or off is gone.
      if (on !== saved.on) focusPage();
    },
  });
  const number = (name: 'openPerGuest' | 'depth') => ({
    ...form.field(name),
    label: t(`publicForm.${name}`),
    description: t(`publicForm.${name}Hint`),
    minValue: 1,
    maxValue: 500,
    isReadOnly: !mayChange,
  });
  return (
    <Panel
      title={t('publicForm.title')}
      actions={
        mayChange && (
          <SaveInPlace form={form} name={t('components.save.part', { part: t('publicForm.title') })} />
        )
      }
    >
      <p className={styles.lead}>{t('publicForm.lead')}</p>
      <Form {...form.props} label={t('publicForm.title')}>
        {saved.link && <CopyField label={t('publicForm.link')} value={saved.link} />}
        {saved.on && !saved.link && <p>{t('publicForm.linkHidden')}</p>}
        {!saved.on && !saved.mail && (
          <Notice tone="warn" title={t('publicForm.noMail.title')}>
            {t('publicForm.noMail.text')}
          </Notice>
        )}
        <FormRow>
          <NumberField {...number('depth')} />
          <NumberField {...number('openPerGuest')} />
        </FormRow>
        {form.problem && <ProblemNotice problem={form.problem} />}
        {mayChange && (
          <div className={styles.formActions}>
            {saved.on ? (
              <TurnOff isPending={form.isPending} onPress={() => form.submit(false)} />
            ) : (
              <Button isDisabled={!saved.mail} onPress={() => form.submit(true)}>
                {t('publicForm.turnOn')}
              </Button>
            )}
          </div>
        )}
      </Form>
    </Panel>
  );
}

function TurnOff({ isPending, onPress }: { isPending: boolean; onPress: () => Promise<unknown> }) {
  const t = useTranslations();
  return (
    <Dialog
      size="small"
      role="alertdialog"
      title={t('publicForm.turnOff.title')}
      trigger={<Button variant="danger">{t('publicForm.turnOff.open')}</Button>}
    >
      {(close) => (
        <>
          <p>{t('publicForm.turnOff.text')}</p>
          <DialogActions>
            <Button onPress={close}>{t('publicForm.turnOff.keep')}</Button>
            <Button
              variant="danger"
              isPending={isPending}
              onPress={async () => {
                await onPress();
                close();
              }}
            >
              {t('publicForm.turnOff.submit')}
            </Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}
