import { type GuestRequest, GuestRequestChange } from '@weir/contract';
import { useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { CancelButton } from '@/components/form/cancel-button';
import { Form } from '@/components/form/form';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { guestPaths } from '@/lib/api/paths/guest-paths';
import { schemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useTranslations } from '@/lib/words/use-translations';
import { GuestFields, type GuestValues } from './guest-fields';

type Props = { request: GuestRequest; token: string; renew: () => Promise<void> };

/**
 * Corrects a request while it waits. The dialog stays open where the answer comes meanwhile: sending is then refused, and
 * what was typed can still be read.
 */
export function EditGuestRequest(props: Props) {
  const t = useTranslations();
  const { ref, answer, board } = props.request;
  const [isOpen, setOpen] = useState(false);
  if (!isOpen && (answer || board.archived)) return null;
  const title = t('requests.edit.title', { ref });
  return (
    <Dialog
      title={title}
      lead={t('guest.request.editLead')}
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button size="small" aria-label={title}>
          {t('requests.edit.open')}
        </Button>
      }
    >
      {(close) => <EditForm {...props} close={close} />}
    </Dialog>
  );
}

function EditForm({ request, token, renew, close }: Props & { close: () => void }) {
  const t = useTranslations();
  const { number, ref, version, title, description, neededBy, board } = request;
  const form = useApiForm<GuestValues, GuestRequestChange, GuestRequest>({
    schema: schemas.GuestRequestChange,
    savedValues: { title, description, neededBy: neededBy ?? '' },
    draftKey: `edit ${token.slice(0, 12)} ${ref}`,
    toBody: ({ neededBy: day, ...values }, changed) => ({
      ...values,
      ...('neededBy' in changed && { neededBy: day || null }),
    }),
    send: (change) =>
      api.patch<GuestRequest>(guestPaths.guestRequest(board.key, number), change, {
        ifMatch: `"${version}"`,
        guest: token,
      }),
    announcement: t('requests.edit.saved', { ref }),
    onSaved: async () => {
      close();
      await renew();
    },
  });
  return (
    <Form {...form.props} label={t('requests.edit.title', { ref })}>
      <GuestFields form={form} board={board} saved={neededBy ?? ''} />
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
