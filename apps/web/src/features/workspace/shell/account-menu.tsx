'use client';

import type { Role, User } from '@weir/contract';
import { signOut } from 'next-auth/react';
import { useState } from 'react';
import { Avatar } from '@/components/data/avatar';
import { Button } from '@/components/form/button';
import { Menu, MenuItem, MenuLine, MenuSection } from '@/components/overlay/menu';
import { forgetDrafts } from '@/lib/drafts/store';
import { chooseTheme, type Theme, themes } from '@/lib/theme';
import { roleWords } from '../account/role-words';
import styles from './top-bar.module.css';

const words: Record<Theme, string> = { system: 'As the system', light: 'Light', dark: 'Dark' };

/** Who one is here, how it looks, and the way out. */
export function AccountMenu({ user, role }: { user: User; role?: Role }) {
  // Asked of the page when the menu opens, so that the server needs not to know it here.
  const [theme, setTheme] = useState<Theme | null>(null);
  const choose = (wish: Theme) => {
    chooseTheme(wish);
    setTheme(wish);
  };
  return (
    <Menu
      label="Your account"
      placement="bottom end"
      trigger={
        <Button variant="plain" className={styles.account ?? ''} aria-label={`Account of ${user.name}`}>
          <Avatar name={user.name} size={30} isDecorative />
        </Button>
      }
    >
      <MenuSection
        title={
          <span className={styles.me}>
            <b>{user.name}</b>
            <span>{user.email}</span>
            {role && `${roleWords[role].label}: ${roleWords[role].may.toLowerCase()}`}
          </span>
        }
      >
        <MenuItem onAction={leave}>Sign out</MenuItem>
      </MenuSection>
      <MenuLine />
      <MenuSection title="Colours">
        {themes.map((each) => (
          <MenuItem key={each} onAction={() => choose(each)} isCurrent={each === (theme ?? chosenTheme())}>
            {words[each]}
          </MenuItem>
        ))}
      </MenuSection>
    </Menu>
  );
}

async function leave(): Promise<void> {
  await signOut({ redirect: false }).catch(() => undefined);
  forgetDrafts();
  // A new page: nothing of this person stays in memory.
  window.location.assign('/sign-in');
}

function chosenTheme(): Theme {
  if (typeof document === 'undefined') return 'system';
  return (document.documentElement.dataset.theme as Theme | undefined) ?? 'system';
}
