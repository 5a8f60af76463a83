import type { FieldPath, FieldPathValue, FieldValues } from 'react-hook-form';
import type { AnyProblem, Result } from '@/lib/api/result';
import type { LazySchema } from '@/lib/forms/schemas';
import type { FieldFault } from '@/lib/forms/values';
import type { KeptWrite } from '@/lib/waiting/kept-writes';

type Start<Values> =
  /** A new thing: what the fields start with, and start with again after it was sent. */
  | { defaultValues: Values; savedValues?: never }
  /** An existing thing as it is saved now. A change by somebody else shows in every field that is not typed in. */
  | { savedValues: Values; defaultValues?: never };

export type ApiFormOptions<Values, Body, Saved, Extra> = Start<Values> & {
  /** The contract's schema of the body. Name the fields by their paths in it, and a refusal finds its fields. */
  schema: LazySchema<Body>;
  /** What typed text is kept under (see `useDraft`); without it nothing is kept. */
  draftKey?: string;
  /**
   * The body from the fields: leaves out what is empty. `changed` has only the fields that differ, `from` the values
   * that the typing began from.
   */
  toBody?: (values: Values, changed: Partial<Values>, from: Values) => unknown;
  /** Faults that the schema cannot know, found before sending. */
  check?: (values: Values) => FieldFault[];
  /** `extra` is what `submit` was called with, an override for example. `draft` is what `sendDraft` keeps. */
  send: (body: Body, extra: Extra | undefined, draft: KeptWrite['draft']) => Promise<Result<Saved>>;
  /** Announced to screen readers after saving. */
  announcement?: string | ((saved: Saved) => string);
  /** Runs before the form counts as done, so that the data it reads again is there. */
  onSaved?: (saved: Saved) => unknown;
};

export type ApiForm<Values extends FieldValues, Extra = never> = {
  values: Values;
  /** What differs from the start. */
  changed: Partial<Values>;
  isTyped: boolean;
  /** The saved values when the typing began: their version goes into If-Match. Null while nothing is typed. */
  startedFrom: Values | null;
  isPending: boolean;
  isSaved: boolean;
  /** Why it was refused, without the errors that the fields show. */
  problem: AnyProblem | null;
  /** Value, change and error of one field: `<TextField label="Title" {...form.field('title')} />`. */
  field: <Name extends FieldPath<Values>>(
    name: Name,
  ) => {
    value: FieldPathValue<Values, Name>;
    onChange: (value: FieldPathValue<Values, Name>) => void;
    error: string | undefined;
  };
  /** The error of any path of the body, for a field made of several. */
  error: (path: string) => string | undefined;
  checkbox: (name: FieldPath<Values>) => { isSelected: boolean; onChange: (isSelected: boolean) => void };
  set: (part: Partial<Values>) => void;
  /**
   * Validates and sends, once however often it is pressed. Null: saved, or under way already. A refusal moves the focus to the
   * first faulty field unless `movesFocus` is false. With `onlyTyped`, a form without unsaved input is not sent, and input
   * typed during sending is sent afterwards.
   */
  submit: (extra?: Extra, how?: { movesFocus?: boolean; onlyTyped?: boolean }) => Promise<AnyProblem | null>;
  /** Forgets what is typed. */
  discard: () => void;
  /** For `<Form {...form.props}>`. */
  props: { onSubmit: () => void; formRef: React.RefObject<HTMLFormElement | null> };
};
