'use client';

import { type Board, type Card, type ClassOfService, can, type Override } from '@weir/contract';
import { describeLimit, explainRefusal, findWarnedLimits } from '@weir/domain';
import type { Translate } from '@weir/words';
import { useLocale } from 'next-intl';
import { useState } from 'react';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { DateField } from '@/components/form/date-field';
import { Form, FormMore } from '@/components/form/form';
import { Select } from '@/components/form/select';
import { TextArea, TextField } from '@/components/form/text-field';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { limitsText } from '@/features/limits/limit-texts';
import { announce } from '@/lib/announce';
import { boardPaths } from '@/lib/api/paths/board-paths';
import { columnOccupancy, occupancyText } from '@/lib/board/capacity';
import { useWorkspace } from '@/lib/context/workspace';
import { schemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { sendDraft } from '@/lib/waiting/drafts';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import { WaitForSlot } from '../free-slots/wait-for-slot';
import { RefusedNotice } from '../refusals/refused-notice';
import { classOptions, classPolicy } from './class-mark';
import { FieldInput } from './fields/field-input';
import { emptyValues, typedValues } from './fields/field-value';
import { labelsOf } from './labels/card-labels';
import { LabelsField } from './labels/labels-field';
import { PeopleField } from './people/people-field';
import { stepsIn, valuesOf } from './templates/preset-values';
import { useCardTemplates } from './templates/use-card-templates';

const emptyCard = {
  title: '',
  description: '',
  classOfService: 'standard' as ClassOfService,
  labelIds: [] as string[],
  assigneeIds: [] as string[],
  dueOn: '',
  checklistItems: '',
  /** Values of custom fields, by their ids. */
  fields: {} as Record<string, string>,
};

/**
 * A new card: its title, and the rest behind a button. A full column refuses before anything is sent. Closing keeps
 * what is typed; its place is not part of the draft.
 */
export function CreateCard({
  columnId: givenColumn,
  swimlaneId: givenLane = '',
  onClose,
}: {
  columnId?: string | undefined;
  swimlaneId?: string | undefined;
  onClose: () => void;
}) {
  const { board, refresh, focusCard, onCreated } = useBoardPage();
  const { slug, role } = useWorkspace();
  const t = useTranslations();
  const locale = useLocale();
  const path = boardPaths.cards(slug, board.key);
  const [columnId, setColumnId] = useState(givenColumn ?? firstQueue(board));
  const [swimlaneId, setSwimlaneId] = useState(givenLane);
  const templates = useCardTemplates(board.key) ?? [];
  const [templateId, setTemplateId] = useState('');

  const form = useApiForm({
    schema: schemas.NewCard,
    defaultValues: { ...emptyCard, fields: emptyValues(board.fields) },
    draftKey: `new card ${path}`,
    toBody: ({
      title,
      description,
      classOfService,
      labelIds,
      assigneeIds,
      dueOn,
      checklistItems,
      fields,
    }) => ({
      title,
      columnId,
      ...(description.trim() && { description }),
      ...(classOfService !== 'standard' && { classOfService }),
      // A kept draft may name a label that is gone.
      ...(labelIds.length > 0 && { labelIds: labelsOf(board, labelIds).map(({ id }) => id) }),
      ...(assigneeIds.length > 0 && { assigneeIds }),
      ...(dueOn && { dueOn }),
      ...(checklistItems.trim() && { checklistItems: stepsIn(checklistItems) }),
      ...(hasText(fields) && { fields: typedValues(board.fields, fields, locale) }),
      ...(swimlaneId && { swimlaneId }),
    }),
    send: async (card, override: Override | undefined, draft) => {
      const body = { ...card, ...(override && { override }) };
      const created = await sendDraft<Card>({ method: 'POST', path, body }, draft);
      // The drawn board is older than the one that refused. A lost connection shows at once.
      if (!created.ok && created.problem.status === 409) await refresh();
      return created;
    },
    announcement: ({ ref }) => t('card.create.created', { ref }),
    onSaved: async (card) => {
      onClose();
      onCreated([card]);
      await refresh();
      focusCard(card.number);
    },
  });
  const { classOfService, labelIds, assigneeIds, description, dueOn, checklistItems, fields } = form.values;
  const hasDetails =
    description.trim() !== '' ||
    classOfService !== 'standard' ||
    labelIds.length + assigneeIds.length > 0 ||
    dueOn !== '' ||
    checklistItems.trim() !== '' ||
    hasText(fields);
  const [details, setDetails] = useState<'hidden' | 'restored' | 'opened'>('hidden');
  // A restored draft must not be sent unseen.
  if (hasDetails && details === 'hidden') setDetails('restored');
  const isDetailed = details !== 'hidden';
  const proposed = {
    kind: 'create' as const,
    columnId,
    classOfService,
    assigneeIds,
    swimlaneId: swimlaneId || null,
  };
  const { limits: broken, options } = explainRefusal(board, proposed);
  const column = board.columns.find(({ id }) => id === columnId);
  const passed = broken.length > 0 ? [] : findWarnedLimits(board, proposed);

  const start = (id: string) => {
    setTemplateId(id);
    const template = templates.find((each) => each.id === id);
    if (!template) return;
    const { swimlaneId: lane, ...values } = valuesOf(board, template, locale);
    form.set(values);
    if (lane) setSwimlaneId(lane);
  };
  const leave = () => {
    if (form.isTyped) announce(t('card.create.kept'));
    onClose();
  };
  const discard = () => {
    form.discard();
    onClose();
  };

  return (
    <Dialog isOpen onOpenChange={leave} title={t('card.create.title')} size={isDetailed ? 'normal' : 'small'}>
      <Form {...form.props} label={t('card.create.title')}>
        {templates.length > 0 && (
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
        <TextField label={t('card.title')} {...form.field('title')} autoFocus />
        <Select
          label={t('card.column')}
          options={columnOptions(t, board)}
          value={columnId}
          onChange={setColumnId}
        />
        {board.swimlanes.length > 0 && (
          <Select
            label={t('card.lane')}
            optional
            options={[
              { id: '', label: t('board.lanes.none') },
              ...board.swimlanes.map(({ id, name }) => ({ id, label: name })),
            ]}
            value={swimlaneId}
            onChange={setSwimlaneId}
          />
        )}
        <RefusedNotice
          limits={broken}
          options={options}
          board={board}
          mayOverride={can(role, 'overrideLimits')}
          action={t('card.create.submit')}
          onOverride={form.submit}
        >
          {t('card.create.refused')}
        </RefusedNotice>
        {column && <WaitForSlot column={column} />}
        {passed.length > 0 && (
          <Notice
            tone="warn"
            title={limitsText(
              t,
              passed.map((limit) => describeLimit(board, limit)),
            )}
            role="status"
          >
            {t('card.create.recorded')}
          </Notice>
        )}
        {isDetailed ? (
          <>
            <TextArea
              label={t('card.description')}
              optional
              {...form.field('description')}
              // The pressed button is gone, so the focus goes on here.
              autoFocus={details === 'opened'}
            />
            <Select
              label={t('card.classOfService')}
              {...form.field('classOfService')}
              description={classPolicy(t, board, classOfService)}
              options={classOptions(t)}
            />
            <TextArea
              label={t('cardTemplates.checklist')}
              optional
              description={t('cardTemplates.checklistHint')}
              {...form.field('checklistItems')}
            />
            <LabelsField value={labelIds} onChange={(ids) => form.set({ labelIds: ids })} />
            <PeopleField value={assigneeIds} onChange={(ids) => form.set({ assigneeIds: ids })} />
            <DateField label={t('card.due')} optional {...form.field('dueOn')} />
            {board.fields.map((field) => (
              <FieldInput key={field.id} field={field} {...form.field(`fields.${field.id}`)} />
            ))}
          </>
        ) : (
          <FormMore onPress={() => setDetails('opened')}>
            {t('card.create.more', { hasFields: `${board.fields.length > 0}` })}
          </FormMore>
        )}
        {form.problem && broken.length === 0 && <ProblemNotice problem={form.problem} />}
        <DialogActions>
          <Button onPress={discard}>{form.isTyped ? t('common.discard') : t('common.cancel')}</Button>
          <Button type="submit" variant="primary" isPending={form.isPending} isDisabled={broken.length > 0}>
            {t('card.create.submit')}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}

function hasText(fields: Record<string, string>): boolean {
  return Object.values(fields).some((value) => value.trim() !== '');
}

/** The columns, each with its room. */
export function columnOptions(t: Translate, board: Board) {
  return board.columns.map((column) => ({
    id: column.id,
    label: column.name,
    description: occupancyText(t, columnOccupancy(board, column)),
  }));
}

export function firstQueue(board: Board): string {
  return board.columns.find(({ kind }) => kind === 'queue')?.id ?? '';
}
