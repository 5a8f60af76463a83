'use client';

import type { Board, RecurringCard } from '@weir/contract';
import { useLocale } from 'next-intl';
import { useState } from 'react';
import { RadioGroup } from '@/components/choice/radio-group';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { CancelButton } from '@/components/form/cancel-button';
import { Form } from '@/components/form/form';
import { Select } from '@/components/form/select';
import { DialogActions } from '@/components/overlay/dialog';
import { PresetFields } from '@/features/board/card/templates/preset-fields';
import { valuesOf } from '@/features/board/card/templates/preset-values';
import { useCardTemplates } from '@/features/board/card/templates/use-card-templates';
import { api } from '@/lib/api/client';
import { boardSetupPaths } from '@/lib/api/paths/board-setup-paths';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { schemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useTranslations } from '@/lib/words/use-translations';
import { ScheduleFields } from './schedule-fields';
import { recurringBody, recurringValues } from './schedule-values';

type Props = { board: Board; card?: RecurringCard; onClose: () => void };

/** What recurs, where, when, and what happens where there is no room. A template can fill in what the card says. */
export function RecurringForm({ board, card, onClose }: Props) {
  const t = useTranslations();
  const locale = useLocale();
  const { slug } = useWorkspace();
  const renew = useRenewBoard();
  const templates = useCardTemplates(board.key) ?? [];
  const [templateId, setTemplateId] = useState('');
  const form = useApiForm({
    schema: schemas.NewRecurringCard,
    defaultValues: recurringValues(board, locale, card),
    draftKey: `recurring ${card ? card.id : boardSetupPaths.recurringCards(slug, board.key)}`,
    toBody: (values) => recurringBody(board, locale, values),
    send: (body) =>
      card
        ? api.patch<RecurringCard>(boardSetupPaths.recurringCard(slug, board.key, card.id), body)
        : api.post<RecurringCard>(boardSetupPaths.recurringCards(slug, board.key), body),
    announcement: ({ title }) => t('recurring.saved', { title }),
    onSaved: async () => {
      await renew();
      onClose();
    },
  });
  const { values, set, error } = form;
  const start = (id: string) => {
    setTemplateId(id);
    const template = templates.find((each) => each.id === id);
    if (template) set(valuesOf(board, template, locale));
  };
  return (
    <Form {...form.props}>
      {templates.length > 0 && !card && (
        <Select
          label={t('cardTemplates.use')}
          optional
          options={[
            { id: '', label: t('cardTemplates.noTemplate') },
            ...templates.map(({ id, name }) => ({ id, label: name })),
          ]}
          value={templateId}
          onChange={start}
        />
      )}
      <PresetFields board={board} values={values} set={set} error={error} />
      <Select
        label={t('card.column')}
        options={[
          { id: '', label: t('recurring.firstColumn') },
          ...board.columns.filter(({ kind }) => kind !== 'done').map(({ id, name }) => ({ id, label: name })),
        ]}
        {...form.field('columnId')}
      />
      <ScheduleFields values={values} set={set} error={error} />
      <RadioGroup
        label={t('recurring.whenFull')}
        choices={(['wait', 'skip'] as const).map((id) => ({
          id,
          label: t(`recurring.${id}.name`),
          description: t(`recurring.${id}.hint`),
        }))}
        {...form.field('whenFull')}
      />
      {form.problem && <ProblemNotice problem={form.problem} />}
      <DialogActions>
        <CancelButton form={form} onCancel={onClose} />
        <Button type="submit" variant="primary" isPending={form.isPending}>
          {t('recurring.submit')}
        </Button>
      </DialogActions>
    </Form>
  );
}
