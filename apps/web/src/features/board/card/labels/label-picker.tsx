'use client';

import type { Label } from '@weir/contract';
import { isSameName, labelColours } from '@weir/domain';
import { useRef, useState } from 'react';
import { Autocomplete, Input, ListBox, ListBoxItem, SearchField } from 'react-aria-components';
import { LabelChip } from '@/components/data/label-chip';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import type { AnyProblem } from '@/lib/api/result';
import { useWorkspace } from '@/lib/context/workspace';
import { withoutMarks } from '@/lib/without-marks';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';
import { useFocusFromMenu } from '../../use-focus-from-menu';
import styles from './labels.module.css';
import type { LabelChange } from './use-card-labels';

/** In place of a label's id: the one that would be created. */
const newLabel = 'new';

export type ChosenLabels = {
  ids: readonly string[];
  change: (change: LabelChange) => void;
  /** A new label was refused. */
  refuse: (problem: AnyProblem) => void;
};

/** Chooses labels by typing, and creates one that the board does not have yet. The arrow keys choose, Enter toggles. */
export function LabelPicker({ chosen }: { chosen: ChosenLabels }) {
  const { board, refresh } = useBoardPage();
  const { slug } = useWorkspace();
  const t = useTranslations();
  const [typed, setTyped] = useState('');
  const field = useRef<HTMLInputElement>(null);
  // The dialog around it may take the focus after it has opened.
  useFocusFromMenu(field);
  const name = typed.trim();
  const found = board.labels.filter((label) => withoutMarks(label.name).includes(withoutMarks(name)));
  const isNew = name !== '' && !board.labels.some((label) => isSameName(label.name, name));

  const create = async () => {
    const added = { name, colour: nextColour(board.labels) };
    const created = await api.post<Label>(paths.labels(slug, board.key), added);
    if (!created.ok) return chosen.refuse(created.problem);
    setTyped('');
    await refresh();
    chosen.change({ add: [created.value.id], remove: [] });
  };
  const select = (ids: Set<string>) => {
    if (ids.has(newLabel)) return void create();
    const shown = found.map(({ id }) => id);
    const add = shown.filter((id) => ids.has(id) && !chosen.ids.includes(id));
    const remove = shown.filter((id) => !ids.has(id) && chosen.ids.includes(id));
    if (add.length + remove.length > 0) chosen.change({ add, remove });
  };
  return (
    <div className={styles.picker}>
      <Autocomplete inputValue={typed} onInputChange={setTyped}>
        <SearchField aria-label={t('labels.field')} autoFocus>
          <Input ref={field} className={styles.input!} placeholder={t('labels.field')} maxLength={40} />
        </SearchField>
        {board.labels.length === 0 && name === '' && <p className={styles.empty}>{t('labels.none')}</p>}
        <ListBox
          aria-label={t('labels.title')}
          className={styles.list!}
          selectionMode="multiple"
          selectedKeys={chosen.ids}
          onSelectionChange={(keys) => keys !== 'all' && select(new Set([...keys].map(String)))}
          escapeKeyBehavior="none"
        >
          {found.map((label) => (
            <ListBoxItem key={label.id} id={label.id} textValue={label.name} className={styles.item!}>
              <LabelChip label={label} />
            </ListBoxItem>
          ))}
          {isNew && (
            <ListBoxItem id={newLabel} textValue={t('labels.create', { name })} className={styles.item!}>
              {t('labels.create', { name })}
            </ListBoxItem>
          )}
        </ListBox>
      </Autocomplete>
    </div>
  );
}

/** The first colour that the fewest labels have. */
function nextColour(labels: readonly Label[]) {
  const uses = labelColours.map((colour) => labels.filter((label) => label.colour === colour).length);
  return labelColours[uses.indexOf(Math.min(...uses))]!;
}
