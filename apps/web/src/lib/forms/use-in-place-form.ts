import { useEffect, useRef } from 'react';
import type { FieldPath, FieldValues } from 'react-hook-form';
import { announce } from '@/lib/announce';
import type { ApiForm, ApiFormOptions } from '@/lib/forms/api-form';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useTranslations } from '@/lib/words/use-translations';

/** Fields in which people type: their values are complete when the focus leaves the form. */
const typed = 'textarea, [contenteditable], input:not([type=checkbox], [type=radio], [type=button])';

/**
 * A form of saved values that saves itself: a choice at once, typed text when the focus leaves the form, and both with Enter. A
 * refused value stays, with its error at the field, and the focus stays where the person is now.
 */
export function useInPlaceForm<Values extends FieldValues, Body, Saved, Extra = never>(
  options: ApiFormOptions<Values, Body, Saved, Extra>,
): ApiForm<Values, Extra> & { props: { onLeave: () => void } } {
  const t = useTranslations();
  const form = useApiForm(options);
  const latest = useRef(form);
  useEffect(() => {
    latest.current = form;
  });
  const isSaving = useRef(false);
  const isChanged = useRef(false);

  /** Saves again what changed meanwhile. */
  const save = async () => {
    isChanged.current = true;
    if (isSaving.current) return;
    isSaving.current = true;
    while (isChanged.current && latest.current.isTyped) {
      isChanged.current = false;
      const refused = await latest.current.submit(undefined, { movesFocus: false });
      if (refused) announce(t('components.save.refused'));
    }
    isSaving.current = false;
  };
  // Once the change is drawn.
  const saveChoice = () =>
    setTimeout(() => {
      if (!document.activeElement?.matches(typed)) void save();
    });

  return {
    ...form,
    field: (name) => {
      const field = form.field(name);
      return {
        ...field,
        onChange: (value) => {
          field.onChange(value);
          saveChoice();
        },
      };
    },
    checkbox: (name: FieldPath<Values>) => {
      const checkbox = form.checkbox(name);
      return {
        ...checkbox,
        onChange: (isSelected) => {
          checkbox.onChange(isSelected);
          saveChoice();
        },
      };
    },
    set: (part) => {
      form.set(part);
      saveChoice();
    },
    props: { ...form.props, onLeave: () => void save() },
  };
}
