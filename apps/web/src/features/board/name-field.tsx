import { type KeyboardEvent, useRef, useState } from 'react';
import { useDraft } from '@/lib/drafts/use-draft';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './name-field.module.css';
import { useFocusFromMenu } from './use-focus-from-menu';

type Refusal = { title: string; detail: string };

type Props = {
  label: string;
  value: string;
  /** What typed text is kept under (see `useDraft`). */
  draftKey: string;
  /** In characters. A longer name is refused as it is typed, and stays in the field. */
  maxLength: number;
  className: string;
  /** Wraps over several lines. A line break becomes a space. */
  isLong?: boolean;
  /** Returns why the name was refused, or null. */
  onSave: (next: string) => Promise<Refusal | null>;
  /** `byKey`: the focus was in the field until now, so it needs a new place. */
  onDone: (byKey: boolean) => void;
};

/**
 * Edits a name in place. Enter and leaving the field save, Escape cancels. A refused name stays in the field, with the
 * reason, until it is changed or saved again by Enter.
 */
export function NameField({
  label,
  value,
  draftKey,
  maxLength,
  className,
  isLong = false,
  onSave,
  onDone: onEnd,
}: Props) {
  const { value: typed, set: setTyped, discard } = useDraft(draftKey, value);
  const onDone = (byKey: boolean) => {
    discard();
    onEnd(byKey);
  };
  const [refused, setRefused] = useState<{ name: string; why: string } | null>(null);
  const t = useTranslations();
  const isSaving = useRef(false);
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const isSettled = useFocusFromMenu(field);
  const next = typed.trim();
  const length = [...next].length;
  const isTooLong = length > maxLength;
  const fault = isTooLong ? t('faults.tooLong', { max: maxLength, length }) : refused?.why;
  const save = async (byKey: boolean) => {
    if (next === '' || next === value) return onDone(byKey);
    if (isSaving.current || isTooLong) return;
    isSaving.current = true;
    const problem = await onSave(next);
    isSaving.current = false;
    if (!problem) return onDone(byKey && document.activeElement === field.current);
    setRefused({ name: next, why: problem.detail || problem.title });
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key !== 'Escape' && event.key !== 'Enter') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') onDone(true);
    else void save(true);
  };
  const Field = isLong ? 'textarea' : 'input';
  return (
    <span className={styles.naming}>
      <Field
        ref={field}
        className={className}
        aria-label={label}
        aria-invalid={Boolean(fault)}
        value={typed}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setTyped(event.target.value.replace(/\s*\n\s*/g, ' '))}
        onKeyDown={onKey}
        onBlur={() => isSettled.current && next !== refused?.name && void save(false)}
      />
      {fault && <span role="alert">{fault}</span>}
    </span>
  );
}
