'use client';

import type { Card, CardTemplate } from '@weir/contract';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { CancelButton } from '@/components/form/cancel-button';
import { Form } from '@/components/form/form';
import { TextField } from '@/components/form/text-field';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { boardSetupPaths } from '@/lib/api/paths/board-setup-paths';
import { cardPaths } from '@/lib/api/paths/card-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { schemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';

/** Saves what a copy of the card would have as a template of the board. */
export function SaveTemplate({ card, onClose }: { card: Card; onClose: () => void }) {
  const { board, refresh, focusCard } = useBoardPage();
  const { slug } = useWorkspace();
  const t = useTranslations();
  const title = t('cardTemplates.saveTitle', { ref: card.ref });
  const form = useApiForm({
    schema: schemas.NewCardTemplate,
    defaultValues: { name: card.title.slice(0, 60).trim() },
    draftKey: `template of ${cardPaths.card(slug, board.key, card.number)}`,
    toBody: ({ name }) => ({ name, copyOf: card.number }),
    send: (body) => api.post<CardTemplate>(boardSetupPaths.cardTemplates(slug, board.key), body),
    announcement: ({ name }) => t('cardTemplates.saved', { name }),
    onSaved: async () => {
      await refresh();
      onClose();
      focusCard(card.number);
    },
  });
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={title}
      lead={t('cardTemplates.saveLead', { ref: card.ref })}
      size="small"
    >
      <Form {...form.props} label={title}>
        <TextField label={t('cardTemplates.name')} {...form.field('name')} autoFocus />
        {form.problem && <ProblemNotice problem={form.problem} />}
        <DialogActions>
          <CancelButton form={form} onCancel={onClose} />
          <Button type="submit" variant="primary" isPending={form.isPending}>
            {t('cardTemplates.submit')}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
