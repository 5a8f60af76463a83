'use client';

import type { Board, CardTemplate } from '@weir/contract';
import { useLocale } from 'next-intl';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { CancelButton } from '@/components/form/cancel-button';
import { Form } from '@/components/form/form';
import { TextField } from '@/components/form/text-field';
import { DialogActions } from '@/components/overlay/dialog';
import { PresetFields } from '@/features/board/card/templates/preset-fields';
import { emptyPreset, presetOf, valuesOf } from '@/features/board/card/templates/preset-values';
import { api } from '@/lib/api/client';
import { boardSetupPaths } from '@/lib/api/paths/board-setup-paths';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { schemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useTranslations } from '@/lib/words/use-translations';

type Props = { board: Board; template?: CardTemplate; onClose: () => void };

/** A template's name and what cards start with. Without a template it makes a new one. */
export function TemplateForm({ board, template, onClose }: Props) {
  const t = useTranslations();
  const locale = useLocale();
  const { slug } = useWorkspace();
  const renew = useRenewBoard();
  const list = boardSetupPaths.cardTemplates(slug, board.key);
  const form = useApiForm({
    schema: schemas.NewCardTemplate,
    defaultValues: {
      name: '',
      ...emptyPreset(board),
      ...(template && { name: template.name, ...valuesOf(board, template, locale) }),
    },
    draftKey: `card template ${template ? template.id : list}`,
    toBody: ({ name, ...values }) => ({ name, ...presetOf(board, values, locale) }),
    send: (body) =>
      template
        ? api.patch<CardTemplate>(boardSetupPaths.cardTemplate(slug, board.key, template.id), body)
        : api.post<CardTemplate>(list, body),
    announcement: ({ name }) => t('cardTemplates.saved', { name }),
    onSaved: async () => {
      await renew();
      onClose();
    },
  });
  return (
    <Form {...form.props}>
      <TextField label={t('cardTemplates.name')} {...form.field('name')} autoFocus />
      <PresetFields board={board} values={form.values} set={form.set} error={form.error} />
      {form.problem && <ProblemNotice problem={form.problem} />}
      <DialogActions>
        <CancelButton form={form} onCancel={onClose} />
        <Button type="submit" variant="primary" isPending={form.isPending}>
          {t('cardTemplates.submit')}
        </Button>
      </DialogActions>
    </Form>
  );
}
