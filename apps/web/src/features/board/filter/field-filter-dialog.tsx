import type { CustomField } from '@weir/contract';
import { useLocale } from 'next-intl';
import { useState } from 'react';
import { Checkbox } from '@/components/choice/checkbox';
import { Button } from '@/components/form/button';
import { DateField } from '@/components/form/date-field';
import { Form, FormRow } from '@/components/form/form';
import { TextField } from '@/components/form/text-field';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import { editableText, typedValue } from '../card/fields/field-value';
import { type FieldCondition, withCondition } from './field-conditions';

type Typed = { isNone: boolean; text: string; from: string; to: string };

/** Edits the condition on a text, number or date field. An empty condition removes the filter on the field. */
export function FieldFilterDialog({ field, onClose }: { field: CustomField; onClose: () => void }) {
  const {
    filtering: { filter, change },
  } = useBoardPage();
  const t = useTranslations();
  const locale = useLocale();
  const [typed, setTyped] = useState(() =>
    typedOf(
      field,
      filter.values.find((each) => each.field === field.id),
      locale,
    ),
  );
  const [isSent, setSent] = useState(false);
  const set = (part: Partial<Typed>) => setTyped((now) => ({ ...now, ...part }));
  const condition = conditionOf(field, typed, locale);
  const apply = () => {
    if (condition === 'unreadable') return setSent(true);
    change((now) => ({ ...now, values: withCondition(now.values, field.id, condition) }));
    onClose();
  };
  const bound = (name: 'from' | 'to', isFirst: boolean) => {
    const isWrong = isSent && condition === 'unreadable' && boundOf(field, typed[name], locale) === null;
    const shared = {
      label: t(`board.filter.${name}`),
      value: typed[name],
      onChange: (value: string) => set({ [name]: value }),
      error: isWrong ? t('board.filter.notANumber') : undefined,
    };
    return field.kind === 'date' ? (
      <DateField {...shared} saysZone={isFirst} />
    ) : (
      <TextField {...shared} inputMode="decimal" autoFocus={isFirst} />
    );
  };
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t('board.filter.byFieldTitle', { field: field.name })}
      size="small"
    >
      <Form onSubmit={apply}>
        {!typed.isNone &&
          (field.kind === 'text' ? (
            <TextField
              label={t('board.filter.containsText')}
              value={typed.text}
              onChange={(text) => set({ text })}
              maxLength={200}
              autoFocus
            />
          ) : (
            <FormRow>
              {bound('from', true)}
              {bound('to', false)}
            </FormRow>
          ))}
        <Checkbox isSelected={typed.isNone} onChange={(isNone) => set({ isNone })}>
          {t('board.filter.onlyWithout')}
        </Checkbox>
        <DialogActions>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" variant="primary">
            {t('board.filter.apply')}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}

function typedOf({ kind }: CustomField, condition: FieldCondition | undefined, locale: string): Typed {
  const nothing = { isNone: condition?.is === 'none', text: '', from: '', to: '' };
  switch (condition?.is) {
    case 'text':
      return { ...nothing, text: condition.text };
    case 'range':
      return {
        ...nothing,
        from: editableText(kind, condition.from, locale),
        to: editableText(kind, condition.to, locale),
      };
    default:
      return nothing;
  }
}

/** Null for an empty condition. Bounds in the wrong order are swapped. */
function conditionOf(
  field: CustomField,
  { isNone, text, ...typed }: Typed,
  locale: string,
): FieldCondition | 'unreadable' | null {
  if (isNone) return { field: field.id, is: 'none' };
  if (field.kind === 'text')
    return text.trim() === '' ? null : { field: field.id, is: 'text', text: text.trim() };
  const [from, to] = [boundOf(field, typed.from, locale), boundOf(field, typed.to, locale)];
  if (from === null || to === null) return 'unreadable';
  if (from === '' && to === '') return null;
  const isSwapped =
    from !== '' && to !== '' && (field.kind === 'number' ? Number(from) > Number(to) : from > to);
  return { field: field.id, is: 'range', ...(isSwapped ? { from: to, to: from } : { from, to }) };
}

/** A bound as the address has it; null for text that is not a number. */
function boundOf({ kind }: CustomField, typed: string, locale: string): string | null {
  const value = typedValue(kind, typed, locale);
  if (value === null) return '';
  return kind === 'number' && typeof value !== 'number' ? null : `${value}`;
}
