'use client';

import type { ReactNode } from 'react';
import type { FieldValues } from 'react-hook-form';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { CancelButton } from '@/components/form/cancel-button';
import { Form } from '@/components/form/form';
import { DialogActions } from '@/components/overlay/dialog';
import type { ApiForm } from '@/lib/forms/api-form';
import { useTranslations } from '@/lib/words/use-translations';

type Props = {
  /** The name of the token or webhook. */
  name: string;
  form: Pick<ApiForm<FieldValues>, 'props' | 'problem' | 'isPending' | 'discard'>;
  children: ReactNode;
  close: () => void;
};

/** In a dialog: the form that makes a new secret. */
export function RotationForm({ name, form, children, close }: Props) {
  const t = useTranslations();
  return (
    <Form {...form.props} label={t('secrets.rotateTitle', { name })}>
      {children}
      {form.problem && <ProblemNotice problem={form.problem} />}
      <DialogActions>
        <CancelButton form={form} onCancel={close} />
        <Button type="submit" variant="primary" isPending={form.isPending}>
          {t('secrets.submit')}
        </Button>
      </DialogActions>
    </Form>
  );
}
