import { type KeyboardEvent, useRef, useState } from 'react';
import type { AnyProblem } from '@/lib/api/result';
import styles from './name-field.module.css';
import { useFocusFromMenu } from './use-focus-from-menu';

type Props = {
  label: string;
  value: string;
  maxLength: number;
  className: string;
  /** Wraps over several lines. A line break becomes a space. */
  isLong?: boolean;
  /** Returns why the name was refused, or null. */
  onSave: (next: string) => Promise<AnyProblem | null>;
  /** `byKey`: the focus was in the field until now, so it needs a new place. */
  onDone: (byKey: boolean) => void;
};

/**
 * Edits a name in place. Enter and leaving the field save, Escape cancels. A refused name stays in the field, with the
 * reason.
 */
export function NameField({ label, value, maxLength, className, isLong = false, onSave, onDone }: Props) {
  const [typed, setTyped] = useState(value);
  const [fault, setFault] = useState<string | null>(null);
  const isSaving = useRef(false);
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const isSettled = useFocusFromMenu(field);
  const save = async (byKey: boolean) => {
    const next = typed.trim();
    if (next === '' || next === value) return onDone(byKey);
    if (isSaving.current) return;
    isSaving.current = true;
    const problem = await onSave(next);
    isSaving.current = false;
    if (!problem) return onDone(byKey && document.activeElement === field.current);
    setFault(problem.detail || problem.title);
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
        aria-invalid={fault !== null}
        value={typed}
        maxLength={maxLength}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setTyped(event.target.value.replace(/\s*\n\s*/g, ' '))}
        onKeyDown={onKey}
        onBlur={() => isSettled.current && void save(false)}
      />
      {fault && <span role="alert">{fault}</span>}
    </span>
  );
}
