'use client';

import type { ReactNode } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import type { Result } from '@/lib/api/result';
import { focusPage } from '@/lib/focus-rows';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';

type Props = {
  request: { ref: string; title: string };
  send: () => Promise<Result<unknown>>;
  renew: () => Promise<unknown>;
  /** What else to know before withdrawing. */
  children?: ReactNode;
};

/** Asks before a request is withdrawn. A refusal shows here; closing then shows the request as it is now. */
export function WithdrawDialog({ request: { ref, title }, send, renew, children }: Props) {
  const t = useTranslations();
  const { isPending, problem, save, reset } = useSave();
  return (
    <Dialog
      size="small"
      role="alertdialog"
      title={t('requests.withdraw.title', { ref })}
      onOpenChange={(isOpen) => {
        if (isOpen) return;
        if (problem) void renew();
        reset();
      }}
      trigger={
        <Button size="small" variant="plain" aria-label={t('requests.withdraw.open', { ref })}>
          {t('requests.withdraw.submit')}
        </Button>
      }
    >
      {(close) => (
        <>
          <p>
            {t('requests.withdraw.text', { title })} {children}
          </p>
          {problem && <ProblemNotice problem={problem} />}
          <DialogActions>
            <Button onPress={close}>{problem ? t('common.close') : t('requests.withdraw.keep')}</Button>
            {!problem && (
              <Button
                variant="danger"
                isPending={isPending}
                onPress={async () => {
                  if (!(await save(send, { announcement: t('requests.withdraw.done', { ref }) }))) return;
                  close();
                  await renew();
                  // The button that opened the dialog is gone.
                  focusPage();
                }}
              >
                {t('requests.withdraw.submit')}
              </Button>
            )}
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}
