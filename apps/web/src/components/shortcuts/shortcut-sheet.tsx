'use client';

import type { ShortcutGroup } from '@/lib/keys/shortcut-groups';
import { isMac, useShortcutsOn } from '@/lib/keys/shortcuts';
import { useTranslations } from '@/lib/words/use-translations';
import { Glyph } from '../icon/glyph';
import { VisuallyHidden } from '../layout/visually-hidden';
import { Dialog, DialogActions } from '../overlay/dialog';
import styles from './shortcut-sheet.module.css';
import { ShortcutSwitch } from './shortcut-switch';

const arrows = ['up', 'down', 'left', 'right'] as const;
const named = ['alt', 'enter', 'escape', 'shift'] as const;

/** The keys of a page by where they work, after those that work everywhere, and the switch for the single ones. */
export function ShortcutSheet({ groups, onClose }: { groups: ShortcutGroup[]; onClose: () => void }) {
  const t = useTranslations();
  const isOn = useShortcutsOn();
  const anywhere: ShortcutGroup = {
    title: t('components.keys.anywhere'),
    shortcuts: [
      { keys: ['mod', 'K'], text: t('components.keys.commands') },
      { keys: ['/'], text: t('components.keys.search') },
      { keys: ['?'], text: t('components.keys.help') },
      { keys: ['escape'], text: t('components.keys.close') },
    ],
  };
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t('components.keys.title')}
      lead={isOn ? undefined : t('components.keys.off')}
      size={groups.length > 0 ? 'wide' : 'normal'}
    >
      <div className={styles.groups}>
        {[anywhere, ...groups].map(({ title, shortcuts }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl className={styles.keys}>
              {shortcuts.map(({ keys, text }) => (
                <div key={text}>
                  <dt>
                    {keys.map((key) => (
                      <KeyCap key={key} name={key} />
                    ))}
                  </dt>
                  <dd>{text}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <DialogActions>
        <ShortcutSwitch />
      </DialogActions>
    </Dialog>
  );
}

function KeyCap({ name }: { name: string }) {
  const t = useTranslations();
  const arrow = arrows.find((each) => each === name);
  if (arrow)
    return (
      <kbd data-arrow={arrow}>
        {/* Drawn: not every font has the arrows. */}
        <Glyph name="onward" size={12} />
        <VisuallyHidden>{t(`components.keys.arrow.${arrow}`)}</VisuallyHidden>
      </kbd>
    );
  if (name === 'mod') return <kbd>{isMac() ? '⌘' : t('components.keys.named.ctrl')}</kbd>;
  if (name === 'delete') return <kbd>{isMac() ? '⌫' : t('components.keys.named.delete')}</kbd>;
  const word = named.find((each) => each === name);
  return <kbd>{word ? t(`components.keys.named.${word}`) : name}</kbd>;
}
