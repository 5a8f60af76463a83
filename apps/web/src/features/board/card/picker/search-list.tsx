'use client';

import { type ReactNode, useRef } from 'react';
import { Autocomplete, Input, ListBox, ListBoxItem, SearchField } from 'react-aria-components';
import { withoutMarks } from '@/lib/without-marks';
import { useFocusFromMenu } from '../../use-focus-from-menu';
import styles from './search-list.module.css';

/** In place of an option's id: the one that would be created. */
const added = 'added';

type Props<Option> = {
  /** Names the list. */
  label: string;
  /** Names the field. */
  prompt: string;
  options: readonly Option[];
  chosen: readonly string[];
  onToggle: (id: string, isOn: boolean) => void;
  children: (option: Option) => ReactNode;
  typed: string;
  onType: (text: string) => void;
  maxLength?: number;
  /** What it says where it lists no option. */
  none?: string | false | undefined;
  /** One more option, which creates what is typed. */
  creation?: { text: string; create: () => void } | false;
};

/** Finds options by typing, and chooses several. The arrow keys go through them, Enter chooses one or takes it off. */
export function SearchList<Option extends { id: string; name: string }>({
  label,
  prompt,
  options,
  chosen,
  onToggle,
  children,
  typed,
  onType,
  maxLength,
  none,
  creation = false,
}: Props<Option>) {
  const field = useRef<HTMLInputElement>(null);
  // The dialog around it may take the focus after it has opened.
  useFocusFromMenu(field);
  const wanted = withoutMarks(typed.trim());
  const found = options.filter(({ name }) => withoutMarks(name).includes(wanted));

  const select = (ids: Set<string>) => {
    if (creation && ids.has(added)) return creation.create();
    for (const { id } of found) if (ids.has(id) !== chosen.includes(id)) onToggle(id, ids.has(id));
    // The next search starts empty, and Escape closes the picker.
    onType('');
  };
  return (
    <div className={styles.picker}>
      <Autocomplete inputValue={typed} onInputChange={onType}>
        <SearchField aria-label={prompt} autoFocus>
          <Input ref={field} className={styles.input!} placeholder={prompt} maxLength={maxLength} />
        </SearchField>
        {none && found.length === 0 && <p className={styles.none}>{none}</p>}
        <ListBox
          aria-label={label}
          className={styles.list!}
          selectionMode="multiple"
          selectedKeys={chosen}
          onSelectionChange={(keys) => keys !== 'all' && select(new Set([...keys].map(String)))}
          escapeKeyBehavior="none"
        >
          {found.map((option) => (
            <ListBoxItem key={option.id} id={option.id} textValue={option.name} className={styles.item!}>
              {children(option)}
            </ListBoxItem>
          ))}
          {creation && (
            <ListBoxItem id={added} textValue={creation.text} className={styles.item!}>
              {creation.text}
            </ListBoxItem>
          )}
        </ListBox>
      </Autocomplete>
    </div>
  );
}
