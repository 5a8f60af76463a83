import type { CardChange, CardDetail, ClassOfService, CustomField } from '@weir/contract';
import { browserWords } from '@/lib/words/browser-words';
import { editableText, typedValue } from '../fields/field-value';

/**
 * What of a card can be edited, as its fields have it; an empty `dueOn` means no due date. `fields` has the one custom field that is
 * edited, as text; empty is no value. `version` has no field.
 */
export type CardValues = {
  title: string;
  description: string;
  classOfService: ClassOfService;
  dueOn: string;
  fields: Record<string, string>;
  version: number;
};

export type CardField = Exclude<keyof CardValues, 'version'>;

/** A part of a card that was edited: its values before and after, and which custom field it is, if it is one. */
export type EditedPart = {
  field: CardField;
  custom?: CustomField | undefined;
  from: CardValues;
  to: CardValues;
};

/** `custom`: the custom field that is edited. */
export function valuesOf(card: CardDetail, custom?: CustomField): CardValues {
  const { title, description, classOfService, dueOn, version } = card;
  const fields: Record<string, string> = custom
    ? { [custom.id]: editableText(custom.kind, card.fields[custom.id], locale()) }
    : {};
  return { title, description, classOfService, dueOn: dueOn ?? '', fields, version };
}

/** The body of a change: only what differs, so that people who edit different fields do not undo each other. */
export function changeOf(
  { version: _, dueOn, fields, ...changed }: Partial<CardValues>,
  custom?: CustomField,
): CardChange {
  return {
    ...changed,
    ...(dueOn !== undefined && { dueOn: dueOn || null }),
    ...(fields &&
      custom && {
        fields: { [custom.id]: typedValue(custom.kind, fields[custom.id] ?? '', locale()) },
      }),
  };
}

const locale = () => browserWords()?.locale ?? 'en';
