'use client';

import { useQuery } from '@tanstack/react-query';
import { type Request, RequestChange, type RequesterBoard } from '@weir/contract';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { CancelButton } from '@/components/form/cancel-button';
import { Form } from '@/components/form/form';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { requestPaths } from '@/lib/api/paths/request-paths';
import { reading } from '@/lib/api/query';
import { useBoardKey } from '@/lib/context/board';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { schemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useTranslations } from '@/lib/words/use-translations';
import { RequestFields, type RequestValues } from '../ask/request-fields';
import styles from './requester-actions.module.css';
import { WithdrawDialog } from './withdraw-dialog';

/** What the requester can do with a request while it waits. */
export function RequesterActions({ request }: { request: Request }) {
  return (
    <div className={styles.actions}>
      <EditRequest request={request} />
      <Withdraw request={request} />
    </div>
  );
}

/** Edits a request while it waits; it keeps its place in its class. */
function EditRequest({ request }: { request: Request }) {
  const t = useTranslations();
  const { ref } = request;
  return (
    <Dialog
      title={t('requests.edit.title', { ref })}
      lead={t('requests.edit.lead')}
      trigger={
        <Button size="small" aria-label={t('requests.edit.title', { ref })}>
          {t('requests.edit.open')}
        </Button>
      }
    >
      {(close) => <EditForm request={request} close={close} />}
    </Dialog>
  );
}

function EditForm({ request, close }: { request: Request; close: () => void }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const key = useBoardKey();
  const renew = useRenewBoard();
  const { number, ref, version, title, description, classOfService, neededBy } = request;
  const form = useApiForm<RequestValues, RequestChange, Request>({
    schema: schemas.RequestChange,
    savedValues: { title, description, classOfService, neededBy: neededBy ?? '' },
    draftKey: `edit ${slug}/${ref}`,
    toBody: (values) => ({ ...values, neededBy: values.neededBy || null }),
    send: (change) =>
      api.patch<Request>(requestPaths.request(slug, key, number), change, { ifMatch: `"${version}"` }),
    announcement: t('requests.edit.saved', { ref }),
    onSaved: () => {
      close();
      return renew();
    },
  });
  // As long as the day stays, so does the deadline.
  const isMoved = form.values.neededBy !== (neededBy ?? '');
  const door = useQuery({ ...reading<RequesterBoard>(requestPaths.door(slug, key)), enabled: isMoved }).data;
  return (
    <Form {...form.props} label={t('requests.edit.title', { ref })}>
      <RequestFields form={form} promised={isMoved && door ? door : null} />
      {form.problem && <ProblemNotice problem={form.problem} />}
      <DialogActions>
        <CancelButton form={form} onCancel={close} />
        <Button type="submit" variant="primary" isPending={form.isPending}>
          {t('common.save')}
        </Button>
      </DialogActions>
    </Form>
  );
}

function Withdraw({ request }: { request: Request }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const key = useBoardKey();
  const renew = useRenewBoard();
  const send = () => api.delete<Request>(requestPaths.request(slug, key, request.number));
  return (
    <WithdrawDialog request={request} send={send} renew={renew}>
      {t('requests.withdraw.later')}
    </WithdrawDialog>
  );
}
