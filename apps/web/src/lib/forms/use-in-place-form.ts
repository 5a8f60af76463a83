import type { FieldPath, FieldValues } from 'react-hook-form';
import type { ApiForm, ApiFormOptions } from '@/lib/forms/api-form';
import { useApiForm } from '@/lib/forms/use-api-form';

/** Fields for typing: their values are complete when the focus leaves the form. */
const typed = 'textarea, [contenteditable], input:not([type=checkbox], [type=radio], [type=button])';

/**
 * A form of saved values that saves itself: a choice at once, typed text when the focus leaves the form, and both with Enter.
 * Escape discards what is not saved. A refused value stays with its error at the field. Only Enter and the button move the focus to
 * that field, because otherwise the person has already moved on.
 */
export function useInPlaceForm<Values extends FieldValues, Body, Saved, Extra = never>(
  options: ApiFormOptions<Values, Body, Saved, Extra>,
): ApiForm<Values, Extra> & { props: { onLeave: () => void; onEscape: (() => void) | undefined } } {
  const form = useApiForm(options);
  const save = (movesFocus: boolean) => void form.submit(undefined, { movesFocus, onlyTyped: true });
  // The focus moves only after the press that made the choice.
  const saveChoice = () =>
    setTimeout(() => {
      if (!document.activeElement?.matches(typed)) save(false);
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
    props: {
      ...form.props,
      onSubmit: () => save(true),
      onLeave: () => save(false),
      onEscape: form.isTyped && !form.isPending ? form.discard : undefined,
    },
  };
}
