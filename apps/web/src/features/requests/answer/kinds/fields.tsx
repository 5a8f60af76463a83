'use client';

import type { ClassOfService, NotNowReason } from '@weir/contract';
import { addYears, classesOfService, fillTemplate, notNowReasons, type TemplateValues } from '@weir/domain';
import { StateWord } from '@/components/data/state-word';
import { Button } from '@/components/form/button';
import { DateField } from '@/components/form/date-field';
import { Select } from '@/components/form/select';
import { TextArea } from '@/components/form/text-field';
import { useCurrentBoard } from '@/lib/context/board';
import { daysAfter, isDay, mondayOf } from '@/lib/days';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { useWords } from '@/lib/words/use-words';
import { capacityText, promisedTo, useDeferrals } from '../../deferrals/use-deferrals';
import { TemplateMenu } from '../../templates/template-menu';
import { isTemplateKind } from '../../templates/use-templates';
import type { AnswerKind } from './answer-kind';
import styles from './kinds.module.css';
import { answerFaultText, missingCharacters, shortestMessage, unfilledFault } from './message';

type ReasonProps = {
  value: NotNowReason | null;
  error: string | undefined;
  onChange: (reason: NotNowReason) => void;
};

/** Why not now, or why another card makes room. Reasons are counted in the ledger. */
export function ReasonField({ value, error, onChange }: ReasonProps) {
  const t = useTranslations();
  return (
    <Select
      label={t('answers.reason.label')}
      placeholder={t('answers.reason.placeholder')}
      options={notNowReasons.map((id) => ({ id, label: t(`vocabulary.reasons.${id}`) }))}
      value={value}
      onChange={onChange}
      error={error}
    />
  );
}

type ClassProps = {
  /** The class that the requester asks for. */
  requested: ClassOfService;
  value: ClassOfService | null;
  onChange: (classOfService: ClassOfService) => void;
};

/** The class of service of the card. The requester's is only a claim. */
export function ClassField({ requested, value, onChange }: ClassProps) {
  const t = useTranslations();
  return (
    <Select
      label={t('card.classOfService')}
      options={classesOfService.map((id) => ({
        id,
        label: t(`vocabulary.classes.${id}`),
        description:
          id === requested ? t('answers.classOfService.asRequested') : t(`vocabulary.classPolicies.${id}`),
      }))}
      value={value ?? requested}
      onChange={onChange}
    />
  );
}

type UntilProps = {
  label: string;
  value: string;
  error: string | undefined;
  onChange: (day: string) => void;
  /** How many requests get this day at once. */
  count?: number;
};

const spans = [
  { count: 2, unit: 'week', days: 14 },
  { count: 1, unit: 'month', days: 30 },
  { count: 3, unit: 'month', days: 91 },
] as const;

/** The day from which the requester can ask again, and how much that week is promised already. */
export function UntilField({ label, value, error, onChange, count = 1 }: UntilProps) {
  const t = useTranslations();
  const dates = useDates();
  const { today } = useCurrentBoard();
  const { data } = useDeferrals();
  const week = data && isDay(value) ? promisedTo(data, mondayOf(value), count) : null;
  return (
    <div>
      <DateField
        label={label}
        value={value}
        onChange={onChange}
        min={daysAfter(today, 1)}
        max={addYears(today, 1)}
        error={error}
        description={
          week && (
            <>
              {t('intake.deferred.due', { count: week.due })} {data && capacityText(t, data.capacity)}
            </>
          )
        }
      />
      {week?.isOverpromised && (
        <p className={styles.promise} role="status">
          <StateWord state="over" size="small" isSentence>
            {t('intake.deferred.overpromising', { count: week.dueThen, typical: week.typical ?? 0 })}
          </StateWord>
        </p>
      )}
      <div className={styles.spans}>
        {spans.map((span) => (
          <Button
            key={span.days}
            size="small"
            variant="plain"
            onPress={() => onChange(daysAfter(today, span.days))}
          >
            {dates.counted(span.count, span.unit)}
          </Button>
        ))}
      </div>
    </div>
  );
}

type MessageText = { reason: NotNowReason | null; message: string };
type MessageProps = {
  kind: AnswerKind;
  text: MessageText;
  /** What fills the variables in it. */
  values: TemplateValues;
  /** To one person: a template's variables become text at once, but the day, which may still change. */
  isForOne?: boolean;
  isOptional?: boolean;
  error: string | undefined;
  onChange: (text: Partial<MessageText>) => void;
};

/** The message to the requester, typed or from a template. A variable without a value shows as it is typed. */
export function MessageField(props: MessageProps) {
  const { kind, text, values, isForOne = false, isOptional = false, error, onChange } = props;
  const words = useWords();
  const { t } = words;
  const unfilled = unfilledFault(text.message, values);
  const missing = missingCharacters(fillTemplate(text.message, values));
  const isShort = !isOptional && missing > 0 && text.message.trim() !== '';
  return (
    <div className={styles.message}>
      <TextArea
        label={t('answers.message.label')}
        optional={isOptional}
        rows={isOptional ? 3 : 4}
        max={2000}
        value={text.message}
        onChange={(message) => onChange({ message })}
        description={
          isShort
            ? t('answers.message.tooShort', { missing })
            : t(`answers.message.help.${kind}`, { min: shortestMessage })
        }
        error={unfilled ? answerFaultText(words, unfilled) : error}
      />
      {isTemplateKind(kind) && (
        <div className={styles.templates}>
          <TemplateMenu
            kind={kind}
            text={text}
            onChoose={({ message, reason }) =>
              onChange({
                message: isForOne ? fillTemplate(message, { ...values, until: null }) : message,
                ...(reason && { reason }),
              })
            }
          />
        </div>
      )}
    </div>
  );
}
