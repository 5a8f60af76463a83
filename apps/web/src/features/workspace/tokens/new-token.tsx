'use client';

import { useQueryClient } from '@tanstack/react-query';
import { type NewApiToken as Body, type CreatedApiToken, type TokenScope, tokenScopes } from '@weir/contract';
import { useState } from 'react';
import { CheckList } from '@/components/choice/check-list';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { CancelButton } from '@/components/form/cancel-button';
import { Form } from '@/components/form/form';
import { Select } from '@/components/form/select';
import { TextField } from '@/components/form/text-field';
import { Glyph } from '@/components/icon/glyph';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { accountSchemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useTranslations } from '@/lib/words/use-translations';
import { BoardChoice } from '../boards/board-choice';
import { type Expiry, endOf, useExpiryOptions, usualExpiry } from './expiry';
import { MadeToken } from './made-token';
import { tokenListPath } from './token-paths';

/** Makes a token: the person’s own, or one of a service account. */
export function NewToken({ serviceAccount }: { serviceAccount?: string | undefined }) {
  const t = useTranslations();
  return (
    <Dialog
      title={t('tokens.new.title')}
      lead={t('tokens.new.lead')}
      size="small"
      trigger={
        <Button variant="primary">
          <Glyph name="plus" size={14} /> {t('tokens.new.open')}
        </Button>
      }
    >
      {(close) => <NewTokenForm serviceAccount={serviceAccount} close={close} />}
    </Dialog>
  );
}

type Values = {
  name: string;
  scopes: TokenScope[];
  /** Null: all boards. */
  boards: string[] | null;
  expiresAt: Expiry;
};

function NewTokenForm({ serviceAccount, close }: { serviceAccount: string | undefined; close: () => void }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const client = useQueryClient();
  const expiryOptions = useExpiryOptions();
  const [made, setMade] = useState<CreatedApiToken | null>(null);
  const form = useApiForm<Values, Body, CreatedApiToken>({
    schema: accountSchemas.NewApiToken,
    defaultValues: { name: '', scopes: ['read'], boards: null, expiresAt: usualExpiry },
    check: ({ scopes, boards }) => [
      ...(scopes.length === 0 ? [{ path: 'scopes', message: t('tokens.new.noScope') }] : []),
      ...(boards?.length === 0 ? [{ path: 'boards', message: t('boardChoice.none') }] : []),
    ],
    toBody: ({ name, scopes, boards, expiresAt }) => ({
      name,
      scopes,
      boards,
      expiresAt: endOf(expiresAt),
      ...(serviceAccount !== undefined && { serviceAccount }),
    }),
    send: (body) => api.post<CreatedApiToken>(adminPaths.tokens(slug), body),
    announcement: t('tokens.new.done'),
    onSaved: async (token) => {
      setMade(token);
      await client.invalidateQueries({ queryKey: [tokenListPath(slug, { serviceAccount })] });
    },
  });
  if (made) return <MadeToken made={made} close={close} />;
  return (
    <Form {...form.props} label={t('tokens.new.title')}>
      <TextField
        label={t('tokens.new.name')}
        description={t('tokens.new.nameHint')}
        maxLength={60}
        autoFocus
        {...form.field('name')}
      />
      <Scopes {...form.field('scopes')} />
      <BoardChoice label={t('tokens.new.boards')} {...form.field('boards')} />
      <Select label={t('tokens.new.expires')} options={expiryOptions} {...form.field('expiresAt')} />
      {form.problem && <ProblemNotice problem={form.problem} />}
      <DialogActions>
        <CancelButton form={form} onCancel={close} />
        <Button type="submit" variant="primary" isPending={form.isPending}>
          {t('tokens.new.submit')}
        </Button>
      </DialogActions>
    </Form>
  );
}

type ScopesProps = {
  value: readonly TokenScope[];
  onChange: (chosen: TokenScope[]) => void;
  error: string | undefined;
};

function Scopes({ value, onChange, error }: ScopesProps) {
  const t = useTranslations();
  return (
    <CheckList
      label={t('tokens.new.scopes')}
      options={tokenScopes.map((id) => ({
        id,
        name: t(`common.tokenScopes.${id}.name`),
        hint: t(`common.tokenScopes.${id}.allows`),
      }))}
      chosen={value}
      onChange={(chosen) => onChange(tokenScopes.filter((scope) => chosen.includes(scope)))}
      error={error}
    />
  );
}
