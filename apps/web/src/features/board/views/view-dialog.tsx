import { can, type SavedView } from '@weir/contract';
import { useState } from 'react';
import { Checkbox } from '@/components/choice/checkbox';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { CancelButton } from '@/components/form/cancel-button';
import { Form } from '@/components/form/form';
import { TextField } from '@/components/form/text-field';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { announce } from '@/lib/announce';
import { api } from '@/lib/api/client';
import { boardPaths } from '@/lib/api/paths/board-paths';
import type { AnyProblem } from '@/lib/api/result';
import { useWorkspace } from '@/lib/context/workspace';
import { schemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';

/** Saves what the page shows under a name. Managers can share it. */
export function SaveViewDialog({ onClose }: { onClose: () => void }) {
  const { board, savedViews } = useBoardPage();
  const { slug, role } = useWorkspace();
  const t = useTranslations();
  const [shared, setShared] = useState(false);
  const { query } = savedViews;
  const form = useApiForm({
    schema: schemas.NewSavedView,
    defaultValues: { name: '' },
    draftKey: `new view ${boardPaths.views(slug, board.key)}`,
    toBody: ({ name }) => ({ name, query, ...(shared && { shared }) }),
    send: (body) => api.post<SavedView>(boardPaths.views(slug, board.key), body),
    announcement: ({ name }) => t('views.saved.done', { name }),
    onSaved: async () => {
      await savedViews.refresh();
      onClose();
    },
  });
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t('views.saved.saveTitle')}
      lead={t('views.saved.lead')}
      size="small"
    >
      <Form {...form.props}>
        <TextField label={t('views.saved.name')} {...form.field('name')} autoFocus />
        {can(role, 'manageBoards') && (
          <Checkbox isSelected={shared} onChange={setShared}>
            {t('views.saved.share')}
          </Checkbox>
        )}
        {form.problem && <ProblemNotice problem={form.problem} />}
        <DialogActions>
          <CancelButton form={form} onCancel={onClose} />
          <Button type="submit" variant="primary" isPending={form.isPending}>
            {t('views.saved.submit')}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}

/** Renames a saved view, or removes it. */
export function ChangeViewDialog({ view, onClose }: { view: SavedView; onClose: () => void }) {
  const { board, savedViews } = useBoardPage();
  const { slug } = useWorkspace();
  const t = useTranslations();
  const [refused, setRefused] = useState<AnyProblem | null>(null);
  const path = boardPaths.view(slug, board.key, view.id);
  const form = useApiForm({
    schema: schemas.SavedViewChange,
    defaultValues: { name: view.name },
    draftKey: `view ${path}`,
    send: (body) => api.patch<SavedView>(path, body),
    announcement: ({ name }) => t('views.saved.done', { name }),
    onSaved: async () => {
      await savedViews.refresh();
      onClose();
    },
  });
  const remove = async () => {
    const removed = await api.delete(path);
    if (!removed.ok) return setRefused(removed.problem);
    await savedViews.refresh();
    announce(t('views.saved.removed', { name: view.name }));
    onClose();
  };
  const problem = refused ?? form.problem;
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t('views.saved.changeTitle')}
      {...(view.shared && { lead: t('views.saved.ofAll') })}
      size="small"
    >
      <Form {...form.props}>
        <TextField label={t('views.saved.name')} {...form.field('name')} autoFocus />
        {problem && <ProblemNotice problem={problem} />}
        <DialogActions>
          <Button variant="danger" onPress={remove}>
            {t('views.saved.remove')}
          </Button>
          <Button type="submit" variant="primary" isPending={form.isPending}>
            {t('views.saved.rename')}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
