'use client';

import { useQueryClient } from '@tanstack/react-query';
import { type RestPolicy, RestSetting, type RestStatus } from '@weir/contract';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { CancelButton } from '@/components/form/cancel-button';
import { Form } from '@/components/form/form';
import { TextArea } from '@/components/form/text-field';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { boardPaths } from '@/lib/api/paths/board-paths';
import { requestPaths } from '@/lib/api/paths/request-paths';
import { useBoardKey } from '@/lib/context/board';
import { useWorkspace } from '@/lib/context/workspace';
import { schemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './rest.module.css';

type Closing = 'dismissed' | 'ended';

/** What a manager can do now: begin or accept a rest, dismiss its proposal, or end it. */
export function RestActions({ status, policy }: { status: RestStatus; policy: RestPolicy }) {
  const t = useTranslations();
  const renew = useRenewRest();
  const path = requestPaths.rest(useWorkspace().slug, useBoardKey());
  const { isPending, problem, save } = useSave({ onSaved: renew });
  const begin = () =>
    save(() => api.put<RestStatus>(path, { state: 'resting' }), { announcement: t('rest.began') });
  const state = status.current?.state;
  return (
    <>
      <div className={styles.actions}>
        {state === 'proposed' && (
          <Button variant="primary" isPending={isPending} onPress={begin}>
            {t('rest.accept')}
          </Button>
        )}
        {state === 'proposed' && <CloseRest to="dismissed" />}
        {state === 'resting' && <CloseRest to="ended" />}
        {state === undefined && (
          <Dialog
            size="small"
            role="alertdialog"
            title={t('rest.begin')}
            trigger={<Button size="small">{t('rest.begin')}</Button>}
          >
            {(close) => (
              <>
                <p>{t('rest.beginText', { longest: policy.longestDays })}</p>
                {problem && <ProblemNotice problem={problem} />}
                <DialogActions>
                  <Button onPress={close}>{t('common.cancel')}</Button>
                  <Button
                    variant="primary"
                    isPending={isPending}
                    onPress={async () => {
                      if (await begin()) close();
                    }}
                  >
                    {t('rest.begin')}
                  </Button>
                </DialogActions>
              </>
            )}
          </Dialog>
        )}
      </div>
      {problem && state !== undefined && <ProblemNotice problem={problem} />}
    </>
  );
}

/** Dismisses the proposal or ends the rest, with a reason. */
function CloseRest({ to }: { to: Closing }) {
  const t = useTranslations();
  const name = to === 'dismissed' ? 'dismiss' : 'end';
  return (
    <Dialog title={t(`rest.${name}Title`)} trigger={<Button>{t(`rest.${name}`)}</Button>}>
      {(close) => <CloseForm to={to} close={close} />}
    </Dialog>
  );
}

function CloseForm({ to, close }: { to: Closing; close: () => void }) {
  const t = useTranslations();
  const renew = useRenewRest();
  const path = requestPaths.rest(useWorkspace().slug, useBoardKey());
  const name = to === 'dismissed' ? 'dismiss' : 'end';
  const form = useApiForm({
    schema: schemas.RestSetting,
    defaultValues: { reason: '' },
    draftKey: `${to} ${path}`,
    toBody: ({ reason }: { reason: string }): RestSetting => ({ state: to, reason }),
    check: ({ reason }: { reason: string }) =>
      reason.trim() ? [] : [{ path: 'reason', message: t('rest.reasonMissing') }],
    send: (setting: RestSetting) => api.put<RestStatus>(path, setting),
    announcement: t(`rest.${to}`),
    onSaved: async () => {
      await renew();
      close();
    },
  });
  return (
    <Form {...form.props} label={t(`rest.${name}Title`)}>
      <p>{t(`rest.${name}Text`)}</p>
      <TextArea
        label={t('rest.reason')}
        description={t('rest.reasonHint')}
        rows={2}
        max={500}
        {...form.field('reason')}
      />
      {form.problem && <ProblemNotice problem={form.problem} />}
      <DialogActions>
        <CancelButton form={form} onCancel={close} />
        <Button type="submit" variant="primary" isPending={form.isPending}>
          {t(`rest.${name}Submit`)}
        </Button>
      </DialogActions>
    </Form>
  );
}

/** Reloads the data that a rest changes. */
function useRenewRest() {
  const client = useQueryClient();
  const { slug } = useWorkspace();
  const key = useBoardKey();
  return () =>
    Promise.all(
      [requestPaths.rest(slug, key), requestPaths.intake(slug, key), boardPaths.board(slug, key)].map(
        (path) => client.invalidateQueries({ queryKey: [path] }),
      ),
    );
}
