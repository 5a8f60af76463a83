'use client';

import { useMutation } from '@tanstack/react-query';
import type { SchemaFault } from '@weir/contract';
import { faultText } from '@weir/words';
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import {
  type DefaultValues,
  type FieldError,
  type FieldPath,
  type FieldPathValue,
  type FieldValues,
  get,
  type Resolver,
  useForm,
} from 'react-hook-form';
import { announce } from '@/lib/announce';
import { ProblemError } from '@/lib/api/query';
import { type AnyProblem, notSent } from '@/lib/api/result';
import { usePerson } from '@/lib/context/person';
import { isSame } from '@/lib/drafts/same';
import { draftName, readDraft, writeDraft } from '@/lib/drafts/store';
import type { ApiForm, ApiFormOptions } from '@/lib/forms/api-form';
import { useFieldError } from '@/lib/forms/field-error';
import { focusFault } from '@/lib/forms/focus-fault';
import { useDraftElsewhere } from '@/lib/forms/use-draft-elsewhere';
import { useSendAgain } from '@/lib/forms/use-send-again';
import { validateBody } from '@/lib/forms/validate-body';
import { changedFields, faultsOf, type Kept, restored, splitProblem } from '@/lib/forms/values';
import { whenIdle } from '@/lib/loading/when-idle';
import { draftOf } from '@/lib/waiting/drafts';
import { useWords } from '@/lib/words/use-words';

/**
 * A form that sends one body to the API. It validates with the contract's schema, shows a refusal of a value at its field, moves
 * the focus to the first faulty one, keeps typed text until it is sent, and sends once. Without a connection it says so and is
 * sent when there is one, unless something was typed since; the API client then repeats the idempotency key.
 */
export function useApiForm<Values extends FieldValues, Body, Saved, Extra = never>(
  options: ApiFormOptions<Values, Body, Saved, Extra>,
): ApiForm<Values, Extra> {
  const { schema, draftKey, toBody = (values) => values, check, send, announcement, onSaved } = options;
  const isNew = options.defaultValues !== undefined;
  const start = (options.defaultValues ?? options.savedValues) as Values;
  const person = usePerson();
  const draft = draftKey === undefined ? null : draftName(person?.id, draftKey);
  const wordError = useFieldError();
  const words = useWords();

  const formRef = useRef<HTMLFormElement>(null);
  const isSending = useRef(false);
  /** Input typed during sending is sent afterwards. */
  const isAskedAgain = useRef(false);
  /** The faulty paths of the last refusal by the API. */
  const refusedPaths = useRef(new Set<string>());
  const base = useRef(start);
  const shownDraft = useRef<string | null | undefined>(undefined);
  /** The draft as this form last read or wrote it. */
  const knownDraft = useRef<Kept<Values> | undefined>(undefined);
  /** The values of the last render, for work that continues after it. */
  const latest = useRef<{ shown: ReadonlySet<string>; submit: typeof submit } | null>(null);
  const [startedFrom, setStartedFrom] = useState<Values | null>(null);
  const [problem, setProblem] = useState<AnyProblem | null>(null);

  const resolver: Resolver<Values, unknown, Body> = async (values) => {
    const body = toBody(
      values,
      changedFields(values, base.current),
      knownDraft.current?.from ?? base.current,
    );
    return validateBody(body, {
      schema,
      faultText: (code, params) => faultText(words, code as SchemaFault, params),
      found: check?.(values) ?? [],
    }) as never;
  };
  const form = useForm<Values, unknown, Body>({ defaultValues: start as DefaultValues<Values>, resolver });
  const { errors, isSubmitted } = form.formState;
  const values = form.watch();

  // Ready before the form is sent: loaded when somebody begins to type, or when the browser is idle.
  const loadSchema = () => void schema().catch(() => undefined);
  const loadAhead = useEffectEvent(loadSchema);
  useEffect(() => whenIdle(() => loadAhead()), []);

  /** Shows the start with what is typed on top. */
  const show = (from: Values, typed: Partial<Values>) => {
    base.current = from;
    form.reset(from, { keepErrors: true, keepIsSubmitted: true });
    form.reset({ ...from, ...typed }, { keepDefaultValues: true, keepErrors: true, keepIsSubmitted: true });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another start or another draft resets the form
  useLayoutEffect(() => {
    const isOther = shownDraft.current !== draft;
    shownDraft.current = draft;
    if (!isOther) return show(start, changedFields(form.getValues(), base.current));
    const kept = draft === null ? undefined : readDraft<Kept<Values>>(draft);
    knownDraft.current = kept;
    setStartedFrom(kept?.from ?? null);
    if (kept || base.current !== start) show(start, kept ? restored(kept.typed, start) : {});
  }, [draft, JSON.stringify(start)]);

  const writeKept = (kept: Kept<Values> | undefined) => {
    setStartedFrom(kept?.from ?? null);
    knownDraft.current = kept;
    if (draft !== null) writeDraft(draft, kept);
  };
  const keep = (from: Values) => {
    const typed = changedFields(form.getValues(), base.current);
    writeKept(Object.keys(typed).length > 0 ? { typed, from } : undefined);
  };
  // Closed and opened again while it is sent: the first form removes the draft that this one shows.
  useDraftElsewhere(draft, (now) => {
    if (isSending.current || knownDraft.current === undefined || now !== undefined) return;
    knownDraft.current = undefined;
    setStartedFrom(null);
    show(start, {});
  });
  const change = <Name extends FieldPath<Values>>(name: Name, value: FieldPathValue<Values, Name>) => {
    form.setValue(name, value, { shouldDirty: true, shouldValidate: isSubmitted });
    if (isSubmitted) void clearCorrected(name);
    loadSchema();
    keep(startedFrom ?? base.current);
  };
  /** One field can correct the error of another. What the API refused stays until its own field changes. */
  const clearCorrected = async (changed: string) => {
    const left = await resolver(form.getValues(), undefined, {
      fields: {},
      shouldUseNativeValidation: false,
    });
    for (const { path } of faultsOf(form.formState.errors)) {
      const isOwn = path === changed || path.startsWith(`${changed}.`);
      if (isOwn) refusedPaths.current.delete(path);
      if (!refusedPaths.current.has(path) && !get(left.errors, path))
        form.clearErrors(path as FieldPath<Values>);
    }
  };

  const mutation = useMutation<Saved, ProblemError, { body: Body; extra: Extra | undefined }>({
    mutationFn: async ({ body, extra }) => {
      const sentDraft = knownDraft.current;
      const result = await send(body, extra, draftOf(draft, sentDraft));
      if (!result.ok) throw new ProblemError(result.problem);
      // Before anything else: `onSaved` may take the form away. What was typed since is not sent yet.
      if (draft !== null && readDraft(draft) === sentDraft) writeDraft(draft, undefined);
      if (announcement !== undefined)
        announce(announcement instanceof Function ? announcement(result.value) : announcement);
      await onSaved?.(result.value);
      return result.value;
    },
  });

  const shown = new Set<string>();
  const refuse = (why: AnyProblem, isSent: boolean, movesFocus: boolean): AnyProblem => {
    const { atFields, rest } = splitProblem(why, latest.current?.shown ?? new Set());
    refusedPaths.current = new Set(isSent ? atFields.map(({ path }) => path) : []);
    for (const { path, code, message } of atFields)
      form.setError(path as FieldPath<Values>, { type: code ?? 'refused', message });
    // Before sending, the schema may name the fault of a field again at a path of the body that no field shows.
    setProblem(isSent || atFields.length === 0 ? rest : null);
    if (atFields.length > 0 && movesFocus) focusFault(formRef);
    else if (atFields.length > 0) announce(words.t('components.save.refused'));
    return why;
  };
  const submit: ApiForm<Values, Extra>['submit'] = async (extra, { movesFocus = true, onlyTyped } = {}) => {
    // A second press may come before the button shows that the first is under way.
    if (isSending.current) {
      isAskedAgain.current ||= Boolean(onlyTyped);
      return null;
    }
    // A copy: the form writes into the objects among its values.
    const sent = structuredClone(form.getValues());
    const sentTyped = changedFields(sent, base.current);
    if (onlyTyped && Object.keys(sentTyped).length === 0) return null;
    isSending.current = true;
    isAskedAgain.current = false;
    setProblem(null);
    noteSent(sent, extra);
    let refused: AnyProblem | null = null;
    try {
      await form.handleSubmit(
        async (body) => {
          await mutation.mutateAsync({ body, extra });
          // What was typed while it was under way stays, and what others saved meanwhile.
          const next = isNew ? start : { ...base.current, ...sentTyped };
          const typed = changedFields(form.getValues(), isNew ? sent : next);
          show(next, typed);
          // Another form may keep this draft by now.
          const kept = draft === null ? undefined : readDraft(draft);
          if (kept === undefined || kept === knownDraft.current) keep(next);
        },
        (faults) => {
          refused = refuse(notSent(faultsOf(faults)), false, movesFocus);
        },
      )();
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      refused = refuse(error.problem, true, movesFocus);
    } finally {
      isSending.current = false;
    }
    if (isAskedAgain.current && latest.current && !isSame(form.getValues(), sent))
      return latest.current.submit(undefined, { movesFocus: false, onlyTyped });
    return refused;
  };
  useEffect(() => {
    latest.current = { shown, submit };
  });

  const noteSent = useSendAgain(
    draft !== null && problem?.code === 'offline',
    values,
    (extra: Extra | undefined) =>
      // The person may be in another form by now.
      submit(extra, { movesFocus: false }),
  );

  const errorAt = (path: string) => {
    shown.add(path);
    const error: FieldError | undefined = get(errors, path);
    return wordError(error && { path, code: String(error.type), message: error.message });
  };
  const changed = changedFields(values, (form.formState.defaultValues ?? start) as Values);
  const isTyped = Object.keys(changed).length > 0;
  return {
    values,
    changed,
    isTyped,
    startedFrom,
    isPending: mutation.isPending,
    isSaved: mutation.isSuccess && !isTyped,
    problem,
    field: (name) => {
      form.register(name);
      return {
        value: form.getValues(name),
        onChange: (value) => change(name, value),
        error: errorAt(name),
      };
    },
    error: errorAt,
    checkbox: (name) => {
      form.register(name);
      return {
        isSelected: Boolean(form.getValues(name)),
        onChange: (isSelected) => change(name, isSelected as FieldPathValue<Values, typeof name>),
      };
    },
    set: (part) => {
      for (const [name, value] of Object.entries(part)) change(name as FieldPath<Values>, value);
    },
    submit,
    discard: () => {
      writeKept(undefined);
      setProblem(null);
      form.clearErrors();
      mutation.reset();
      show(start, {});
    },
    props: { onSubmit: () => void submit(), formRef },
  };
}
