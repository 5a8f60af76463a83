'use client';

import type { ComponentProps } from 'react';
import { TextField } from '@/components/form/text-field';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';

/** The field for the signed-in person's password, before a change that a stolen session must not make. */
export function CurrentPassword(
  field: Omit<ComponentProps<typeof TextField>, 'label' | 'type' | 'autoComplete'>,
) {
  const t = useTranslations();
  const { me } = useWorkspace();
  return (
    <>
      {/* Password managers look for the address that the password belongs to. */}
      <input type="email" autoComplete="username" value={me.email} readOnly hidden />
      <TextField
        label={t('password.change.current')}
        type="password"
        autoComplete="current-password"
        {...field}
      />
    </>
  );
}
