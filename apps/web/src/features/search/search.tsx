'use client';

import dynamic from 'next/dynamic';
import { useEffect, useRef, useState } from 'react';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { type Command, currentCommands } from '@/lib/commands';
import { useShortcuts, useShortcutsOn } from '@/lib/keys/shortcuts';
import { collectTypedAhead, takeTypedAhead } from '@/lib/keys/typed-ahead';
import { loadWhenReachable } from '@/lib/loading/load-ahead';
import { withAllWords } from '@/lib/words/messages-of';
import { useTranslations } from '@/lib/words/use-translations';

const FindDialog = dynamic(
  () => loadWhenReachable(() => withAllWords(import('./find-dialog')).then((loaded) => loaded.FindDialog)),
  { loading: () => null },
);

/** What is open: the search, or the palette with the commands that the page offered then. */
type Open = { commands: Command[] | null };

/** Opens the search of the workspace, also by the key `/`, and the command palette by Ctrl or ⌘ with K. */
export function Search() {
  const t = useTranslations();
  const [open, setOpen] = useState<Open | null>(null);
  const chosen = useRef<Command | null>(null);
  const hasKey = useShortcutsOn();
  /** The dialog's field gets what is typed while the dialog loads. */
  const openAhead = (next: Open) => {
    if (open === null) collectTypedAhead();
    setOpen(next);
  };
  const openPalette = async () => {
    if (open === null) collectTypedAhead();
    setOpen({ commands: await currentCommands() });
  };
  useShortcuts({
    '/': () => openAhead({ commands: null }),
    'mod+k': () => (open?.commands ? setOpen(null) : void openPalette()),
  });
  useEffect(() => () => void takeTypedAhead(), []);
  // A command may open a dialog or move the focus, so the palette is gone first.
  useEffect(() => {
    const command = chosen.current;
    if (open !== null || !command) return;
    chosen.current = null;
    if ('act' in command) command.act();
  }, [open]);
  return (
    <>
      <Button
        variant="plain"
        aria-label={hasKey ? t('search.openWithKey') : t('search.open')}
        onPress={() => openAhead({ commands: null })}
      >
        <Glyph name="search" />
      </Button>
      {open && (
        <FindDialog
          commands={open.commands}
          onCommand={(command) => {
            chosen.current = command;
            setOpen(null);
          }}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}
