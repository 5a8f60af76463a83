'use client';

import { type FormRequestReceipt, NewFormRequest, type PublicFormInfo, problem } from '@weir/contract';
import { fieldError } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { DateField } from '@/components/form/date-field';
import { Form, FormRow } from '@/components/form/form';
import { TextArea, TextField } from '@/components/form/text-field';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { type AnyProblem, invalidInput } from '@/lib/api/result';
import { useAsking } from '../ask/use-asking';
import { askOf, type FormDraft, formFields } from './form-draft';
import { FormRefused } from './form-refused';
import styles from './guest.module.css';

type Props = {
  place: { workspace: string; boardKey: string; form: string };
  door: PublicFormInfo;
  draft: FormDraft;
  onChange: (part: Partial<FormDraft>) => void;
  /** Its address alone is to be changed: the focus begins there. */
  isAgain: boolean;
  /** `hours`: how long the link in the e-mail holds. */
  onSent: (hours: number) => void;
  renew: () => unknown;
};

/** The form itself. */
export function FormAsk({ place, door, draft, onChange, isAgain, onSent, renew }: Props) {
  const { workspace, boardKey, form } = place;
  const { refusal, isPending, ask } = useAsking<FormRequestReceipt>({
    fault: () => faultIn(draft),
    send: () => api.post(paths.formAsks(workspace, boardKey, form), askOf(draft)),
    onTaken: ({ confirmWithinHours }) => onSent(confirmWithinHours),
  });
  const submit = async () => {
    if (await ask()) renew();
  };
  const field = (name: keyof FormDraft) => ({
    value: draft[name],
    onChange: (value: string) => onChange({ [name]: value }),
    error: fieldError(refusal?.problem, name),
  });
  return (
    <Form onSubmit={submit} label="Ask">
      <TextField label="What do you need?" maxLength={400} {...field('title')} />
      <TextArea
        label="What for, and what would be enough?"
        optional
        rows={5}
        max={20_000}
        {...field('description')}
      />
      <div className={styles.day}>
        <DateField label="Needed by" optional min={door.today} {...field('neededBy')} />
      </div>
      <FormRow>
        <TextField label="Your name" autoComplete="name" {...field('name')} />
        <TextField
          label="Your e-mail"
          type="email"
          autoComplete="email"
          autoFocus={isAgain}
          description="The answer goes there. You confirm it first."
          {...field('email')}
        />
      </FormRow>
      {refusal && <FormRefused {...refusal} zone={door.timeZone} shown={formFields} />}
      <div>
        <Button type="submit" variant="primary" isPending={isPending}>
          Send
        </Button>
      </div>
    </Form>
  );
}

/** What is missing, found before it is sent. */
function faultIn(draft: FormDraft): AnyProblem | null {
  const missing = [
    { path: 'title', message: 'Say in a line what you need.' },
    { path: 'name', message: 'Say what you are called.' },
    { path: 'email', message: 'The answer needs an address.' },
  ].filter(({ path }) => draft[path as keyof FormDraft].trim() === '');
  if (missing.length > 0) return problem('invalid-input', 'Nothing was sent yet.', { errors: missing });
  const parsed = NewFormRequest.safeParse(askOf(draft));
  return parsed.success ? null : invalidInput(parsed.error);
}
