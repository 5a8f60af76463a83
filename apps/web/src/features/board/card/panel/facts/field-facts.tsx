'use client';

import type { Card, CardDetail, CustomField } from '@weir/contract';
import { useEffect, useId, useRef, useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Menu, MenuItem } from '@/components/overlay/menu';
import { cardPaths } from '@/lib/api/paths/card-paths';
import { drawnChange } from '@/lib/board/drawn-change';
import { useWorkspace } from '@/lib/context/workspace';
import { valueChange } from '@/lib/waiting/write';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../../board-context';
import { FactButton } from '../../fact-button';
import { FieldInput } from '../../fields/field-input';
import { ShownValue } from '../../fields/field-values';
import { useAskedPart } from '../../use-asked-part';
import { useCardSteps } from '../../use-card-steps';
import { valuesOf } from '../../values/card-values';
import styles from './card-facts.module.css';
import { EditedFact, Fact } from './fact';

/** The custom fields that the card has values of. */
export function ReadFields({ card }: { card: Card }) {
  const { board } = useBoardPage();
  return board.fields
    .filter(({ id }) => card.fields[id] !== undefined)
    .map((field) => (
      <Fact key={field.id} label={field.name}>
        <ShownValue field={field} value={card.fields[field.id]} />
      </Fact>
    ));
}

/** The same to edit in place. The others are behind one button, which shows the field that is chosen. */
export function EditedFields({ card }: { card: CardDetail }) {
  const { board, askedPart, askFor } = useBoardPage();
  const t = useTranslations();
  const [added, setAdded] = useState<string | null>(null);
  const isShown = ({ id }: CustomField) => card.fields[id] !== undefined || id === added;
  const others = board.fields.filter((field) => !isShown(field));
  const asked = others.find(({ id }) => askedPart === `field ${id}`)?.id;
  useEffect(() => {
    if (asked === undefined) return;
    askFor(null);
    setAdded(asked);
  }, [asked, askFor]);
  return (
    <>
      {board.fields
        .filter(isShown)
        .map((field) =>
          field.kind === 'choice' ? (
            <ChoiceFact key={field.id} card={card} field={field} isOpened={field.id === added} />
          ) : (
            <EditedFact
              key={field.id}
              card={card}
              field="fields"
              custom={field}
              isOpened={field.id === added}
              label={field.name}
              invitation={t('customFields.empty')}
              isNone={card.fields[field.id] === undefined}
              show={({ fields }) => <ShownValue field={field} value={fields[field.id]} />}
              editor={(form) => <FieldInput field={field} {...form.field(`fields.${field.id}`)} />}
            />
          ),
        )}
      {others.length > 0 && (
        <div className={styles.add}>
          <Menu
            label={t('customFields.add')}
            trigger={
              <Button size="small" variant="plain">
                {t('customFields.add')}
              </Button>
            }
          >
            {others.map(({ id, name }) => (
              <MenuItem key={id} onAction={() => setAdded(id)}>
                {name}
              </MenuItem>
            ))}
          </Menu>
        </div>
      )}
    </>
  );
}

/** A choice is saved at once. */
function ChoiceFact({ card, field, isOpened }: { card: CardDetail; field: CustomField; isOpened: boolean }) {
  const { board, keepDone } = useBoardPage();
  const { slug } = useWorkspace();
  const t = useTranslations();
  const id = useId();
  const [isOpen, setOpen] = useState(isOpened);
  const fact = useRef<HTMLDivElement>(null);
  useAskedPart(`field ${field.id}`, fact);
  const path = cardPaths.card(slug, board.key, card.number);
  const announcement = t('card.saved', { ref: card.ref });
  const { shown, problem, take } = useCardSteps(card, `field ${field.id}`, announcement);
  const value = shown.fields[field.id];
  const choose = (option: string | null) => {
    const from = valuesOf(shown, field);
    const to = { ...from, fields: { [field.id]: option ?? '' } };
    const change = (now: Card) => drawnChange(now, { fields: { [field.id]: option } });
    void take({
      change,
      face: change,
      write: (known) => valueChange(path, { fields: { [field.id]: option } }, known, {}),
      onSaved: () =>
        keepDone({ kind: 'changed', card: card.number, field: 'fields', custom: field, from, to }),
    });
  };
  return (
    <div ref={fact} className={styles.fact}>
      <dt id={id}>{field.name}</dt>
      <dd>
        <Menu
          label={field.name}
          isOpen={isOpen}
          onOpenChange={setOpen}
          trigger={
            <FactButton labelledBy={id} invitation={value === undefined && t('customFields.empty')}>
              <ShownValue field={field} value={value} />
            </FactButton>
          }
        >
          {field.options.map((option) => (
            <MenuItem key={option.id} isCurrent={option.id === value} onAction={() => choose(option.id)}>
              {option.name}
            </MenuItem>
          ))}
          <MenuItem isCurrent={value === undefined} onAction={() => choose(null)}>
            {t('customFields.none')}
          </MenuItem>
        </Menu>
        {problem && <ProblemNotice problem={problem} />}
      </dd>
    </div>
  );
}
