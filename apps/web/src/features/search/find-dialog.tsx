'use client';

import { can } from '@weir/contract';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import {
  Autocomplete,
  Header,
  Input,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  SearchField,
} from 'react-aria-components';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Dialog } from '@/components/overlay/dialog';
import { announce } from '@/lib/announce';
import { type Command, commandGroups } from '@/lib/commands';
import { searchSize, useSearch } from '@/lib/context/use-search';
import { useWorkspace } from '@/lib/context/workspace';
import { takeTypedAhead } from '@/lib/keys/typed-ahead';
import { useTranslations } from '@/lib/words/use-translations';
import { FoundItem } from './found-item';
import { matchingCommands } from './matching-commands';
import styles from './search.module.css';

/**
 * Searches the workspace while somebody types. With `commands` it is the palette: they are listed from the start, and
 * those that match what is typed stay above the results. The arrow keys choose without leaving the field.
 */
export function FindDialog({
  commands,
  onCommand,
  onClose,
}: {
  commands: readonly Command[] | null;
  onCommand: (command: Command) => void;
  onClose: () => void;
}) {
  const t = useTranslations();
  const { slug, role } = useWorkspace();
  const [typed, setTyped] = useState('');
  const { q, found, problem, isOld } = useSearch(typed);
  const matching = matchingCommands(commands ?? [], typed);
  const count = isOld || !found ? undefined : found.items.length + matching.length;
  useEffect(() => {
    if (count !== undefined) announce(t('search.count', { count }));
  }, [count, t]);
  const searchLabel = can(role, 'readBoards') ? t('search.field') : t('search.ownField');
  const label = commands ? t('commands.field') : searchLabel;
  const results = (found?.items ?? []).map((item) => (
    <FoundItem key={`${item.kind} ${item.ref} ${'at' in item ? item.at : ''}`} item={item} workspace={slug} />
  ));
  const choose = (id: unknown) => {
    const command = matching.find((each) => each.id === id);
    if (command) onCommand(command);
    else onClose();
  };

  const addTypedAhead = () => {
    const ahead = takeTypedAhead();
    if (ahead) setTyped(ahead + typed);
  };

  return (
    <Dialog isOpen onOpenChange={onClose} title={t(commands ? 'commands.title' : 'search.title')} size="wide">
      <Autocomplete inputValue={typed} onInputChange={setTyped}>
        <SearchField aria-label={label} onFocus={addTypedAhead} className={styles.field!}>
          <FocusedInput label={label} />
        </SearchField>
        {problem && <ProblemNotice problem={problem} />}
        {q === '' && !commands && <p className={styles.hint}>{t('search.hint')}</p>}
        {count === 0 && !problem && (
          <div className={styles.none}>
            <p>{t('search.none', { q })}</p>
            <p className={styles.hint}>{t('search.noneText')}</p>
          </div>
        )}
        <ListBox aria-label={t('search.results')} className={styles.results!} onAction={choose}>
          {commandGroups.map((group) => {
            const ofGroup = matching.filter((command) => command.group === group);
            if (ofGroup.length === 0) return null;
            return (
              <Section key={group} title={ofGroup[0]?.of ?? t(`commands.group.${group}`)}>
                {ofGroup.map((command) => (
                  <CommandItem key={command.id} command={command} />
                ))}
              </Section>
            );
          })}
          {commands && results.length > 0 ? (
            <Section title={t('commands.group.found')}>{results}</Section>
          ) : (
            results
          )}
        </ListBox>
        {commands && typed.trim() === '' && commands.length > matching.length && (
          <p className={styles.more}>{t('commands.more', { count: commands.length - matching.length })}</p>
        )}
        {found?.nextCursor && <p className={styles.hint}>{t('search.more', { count: searchSize })}</p>}
      </Autocomplete>
    </Dialog>
  );
}

/**
 * Has the focus from the start. With `autoFocus` it would not always: after a focus or a click by a script, as after most commands,
 * React Aria waits until all transitions have ended, and its dialog can get the focus before the field.
 */
function FocusedInput({ label }: { label: string }) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus({ preventScroll: true }), []);
  return <Input ref={input} className={styles.input!} placeholder={label} maxLength={200} />;
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <ListBoxSection>
      <Header className={styles.group!}>{title}</Header>
      {children}
    </ListBoxSection>
  );
}

function CommandItem({ command }: { command: Command }) {
  const { id, title, hint } = command;
  return (
    <ListBoxItem
      id={id}
      textValue={title}
      className={`${styles.result} ${styles.command}`}
      {...('href' in command && { href: command.href })}
    >
      <span dir="auto">{title}</span>
      {hint && <span className={styles.key}>{hint}</span>}
    </ListBoxItem>
  );
}
