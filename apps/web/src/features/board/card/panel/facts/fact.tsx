'use client';

import { type CardDetail, type CustomField, can, type Override } from '@weir/contract';
import { explainRefusal } from '@weir/domain';
import { type ReactNode, useId, useRef, useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Form } from '@/components/form/form';
import { SaveActions } from '@/components/form/save-actions';
import { Popover } from '@/components/overlay/popover';
import { useWorkspace } from '@/lib/context/workspace';
import type { ApiForm } from '@/lib/forms/api-form';
import { useTranslations } from '@/lib/words/use-translations';
import { type CardPart, useBoardPage } from '../../../board-context';
import { RefusedNotice } from '../../../refusals/refused-notice';
import { useFocusFromMenu } from '../../../use-focus-from-menu';
import { FactButton } from '../../fact-button';
import { useAskedPart } from '../../use-asked-part';
import type { CardField, CardValues } from '../../values/card-values';
import { FieldConflict } from '../editing/field-conflict';
import { useCardEdit } from '../editing/use-card-edit';
import styles from './card-facts.module.css';

/** A fact of the card that is only read. */
export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/**
 * A fact of the card that a press edits in place. `show` gives the value in words, in the person's own and in somebody
 * else's version; `editor` the field. `isNone` says that there is no value: `invitation` shows then.
 */
export function EditedFact({
  card,
  field,
  label,
  invitation,
  isNone = false,
  custom,
  isOpened = false,
  show,
  editor,
}: {
  card: CardDetail;
  field: CardField;
  label: string;
  invitation?: string;
  isNone?: boolean;
  /** Which custom field, where `field` is `fields`. */
  custom?: CustomField;
  /** Whether it is edited from the start. */
  isOpened?: boolean;
  show: (card: CardDetail) => ReactNode;
  editor: (form: ApiForm<CardValues, Override>) => ReactNode;
}) {
  const { board } = useBoardPage();
  const { role } = useWorkspace();
  const t = useTranslations();
  const id = useId();
  const [isOpen, setOpen] = useState(isOpened);
  const fact = useRef<HTMLDivElement>(null);
  useAskedPart(partOf(), fact);
  const { form, conflict, overwrite } = useCardEdit(card, field, () => setOpen(false), custom);
  const { limits, options } = refusalOf(form.changed);
  const isShownAbove = form.problem?.code === 'wip-limit-reached' && limits.length > 0;
  const discard = () => {
    form.discard();
    setOpen(false);
  };
  return (
    <div ref={fact} className={styles.fact}>
      <dt id={id}>{label}</dt>
      <dd>
        <Popover
          title={label}
          hideTitle
          isOpen={isOpen}
          onOpenChange={setOpen}
          trigger={
            <FactButton labelledBy={id} invitation={isNone && invitation}>
              {show(card)}
            </FactButton>
          }
        >
          <Form {...form.props}>
            <FocusedFields>{editor(form)}</FocusedFields>
            {form.isTyped && (
              <RefusedNotice
                limits={limits}
                options={options}
                board={board}
                mayOverride={can(role, 'overrideLimits')}
                action={t('card.saveAnyway')}
                onOverride={form.submit}
              >
                {t('card.editRefused')}
              </RefusedNotice>
            )}
            {conflict ? (
              <FieldConflict theirs={show(conflict.theirs)} onOverwrite={overwrite} onDiscard={discard} />
            ) : (
              <>
                {form.problem && !isShownAbove && <ProblemNotice problem={form.problem} />}
                <SaveActions isPending={form.isPending} onCancel={discard} />
              </>
            )}
          </Form>
        </Popover>
        {form.isTyped && !isOpen && <span className={styles.unsaved}>{t('components.save.notSaved')}</span>}
      </dd>
    </div>
  );

  function partOf(): CardPart | null {
    if (custom) return `field ${custom.id}`;
    return field === 'dueOn' || field === 'classOfService' ? field : null;
  }

  /** What the board would say to the typed value. */
  function refusalOf({ classOfService }: Partial<CardValues>) {
    if (!board.cards.some(({ number }) => number === card.number)) return { limits: [], options: [] };
    return explainRefusal(board, {
      kind: 'edit',
      card: card.number,
      ...(classOfService && { classOfService }),
    });
  }
}

/** Focuses the chosen field in it, or else the first, so that the person can type at once. */
function FocusedFields({ children }: { children: ReactNode }) {
  const field = useRef<HTMLElement | null>(null);
  useFocusFromMenu(field);
  return (
    <div
      ref={(fields) => {
        field.current =
          fields?.querySelector<HTMLElement>('input:checked') ??
          fields?.querySelector<HTMLElement>('input, textarea, button') ??
          null;
      }}
    >
      {children}
    </div>
  );
}
