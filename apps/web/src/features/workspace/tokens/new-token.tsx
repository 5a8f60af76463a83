'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import {
  type BoardSummary,
  type NewApiToken as Body,
  type CreatedApiToken,
  type TokenScope,
  tokenScopes,
} from '@weir/contract';
import { useState } from 'react';
import { Checkbox } from '@/components/choice/checkbox';
import { RadioGroup } from '@/components/choice/radio-group';
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
import { workspacePaths } from '@/lib/api/paths/workspace-paths';
import { readingAll } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { accountSchemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useTranslations } from '@/lib/words/use-translations';
import { type Expiry, endOf, useExpiryOptions, usualExpiry } from './expiry';
import { MadeToken } from './made-token';
import { tokenListPath } from './token-paths';
import styles from './tokens.module.css';

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
  which: 'all' | 'some';
  boards: string[];
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
    defaultValues: { name: '', scopes: ['read'], which: 'all', boards: [], expiresAt: usualExpiry },
    check: ({ scopes, which, boards }) => [
      ...(scopes.length === 0 ? [{ path: 'scopes', message: t('tokens.new.noScope') }] : []),
      ...(which === 'some' && boards.length === 0
        ? [{ path: 'boards', message: t('tokens.new.noBoard') }]
        : []),
    ],
    toBody: ({ name, scopes, which, boards, expiresAt }) => ({
      name,
      scopes,
      boards: which === 'all' ? null : boards,
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
  const { scopes, which, boards } = form.values;
  return (
    <Form {...form.props} label={t('tokens.new.title')}>
      <TextField
        label={t('tokens.new.name')}
        description={t('tokens.new.nameHint')}
        maxLength={60}
        autoFocus
        {...form.field('name')}
      />
      <Scopes chosen={scopes} onChange={(next) => form.set({ scopes: next })} error={form.error('scopes')} />
      <RadioGroup
        label={t('tokens.new.boards')}
        layout="row"
        choices={[
          { id: 'all', label: t('tokens.new.allBoards') },
          { id: 'some', label: t('tokens.new.someBoards') },
        ]}
        {...form.field('which')}
      />
      {which === 'some' && (
        <Boards
          chosen={boards}
          onChange={(next) => form.set({ boards: next })}
          error={form.error('boards')}
        />
      )}
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

type ChoiceProps<Item> = {
  chosen: readonly Item[];
  onChange: (chosen: Item[]) => void;
  error: string | undefined;
};

function Scopes({ chosen, onChange, error }: ChoiceProps<TokenScope>) {
  const t = useTranslations();
  return (
    <fieldset className={styles.choices}>
      <legend className={styles.legend}>{t('tokens.new.scopes')}</legend>
      {tokenScopes.map((scope) => (
        <Checkbox
          key={scope}
          hint={t(`common.tokenScopes.${scope}.allows`)}
          isSelected={chosen.includes(scope)}
          onChange={(isChosen) =>
            onChange(tokenScopes.filter((each) => (each === scope ? isChosen : chosen.includes(each))))
          }
        >
          {t(`common.tokenScopes.${scope}.name`)}
        </Checkbox>
      ))}
      {error && <p className={styles.fault}>{error}</p>}
    </fieldset>
  );
}

function Boards({ chosen, onChange, error }: ChoiceProps<string>) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const { data } = useQuery(readingAll<BoardSummary>(`${workspacePaths.boards(slug)}?size=200`));
  const open = (data?.items ?? []).filter(({ archivedAt }) => archivedAt === null);
  return (
    <fieldset className={styles.choices}>
      <legend className={styles.legend}>{t('tokens.new.whichBoards')}</legend>
      <div className={styles.boards}>
        {open.map(({ key, name }) => (
          <Checkbox
            key={key}
            isSelected={chosen.includes(key)}
            onChange={(isChosen) =>
              onChange(isChosen ? [...chosen, key] : chosen.filter((other) => other !== key))
            }
          >
            {name}
          </Checkbox>
        ))}
      </div>
      {error && <p className={styles.fault}>{error}</p>}
    </fieldset>
  );
}
