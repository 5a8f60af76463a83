'use client';

import { useState } from 'react';
import { TextField } from '@/components/form/text-field';
import { useLinkToken } from '@/lib/use-link-token';
import { useTranslations } from '@/lib/words/use-translations';
import { SignUpForm } from './sign-up-form';

/** Creates the first account. The token is the page's fragment, or the end of a link that is typed in. */
export function SetupForm() {
  const t = useTranslations();
  const fromLink = useLinkToken();
  const [link, setLink] = useState('');
  if (fromLink === undefined) return null;
  if (fromLink) return <SignUpForm next="/" setup={fromLink} />;
  return (
    <SignUpForm next="/" setup={link.slice(link.lastIndexOf('#') + 1).trim()}>
      {(error) => (
        <TextField
          label={t('access.setup.link')}
          description={t('access.setup.linkHint')}
          value={link}
          onChange={setLink}
          error={error}
          autoFocus
          autoComplete="off"
          spellCheck="false"
        />
      )}
    </SignUpForm>
  );
}
