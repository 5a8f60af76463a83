'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { ApiToken, TokenRotation as Body, CreatedApiToken } from '@weir/contract';
import { useState } from 'react';
import { Button } from '@/components/form/button';
import { Select } from '@/components/form/select';
import { Dialog } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { accountSchemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useTranslations } from '@/lib/words/use-translations';
import { type Overlap, OverlapSelect, overlapHours } from '../secrets/overlap-select';
import { RotationForm } from '../secrets/rotation-form';
import { type Expiry, endOf, useExpiryOptions, usualExpiry } from './expiry';
import { MadeToken } from './made-token';

type Values = { overlapHours: Overlap; expiresAt: Expiry | 'keep' };
type Props = { token: ApiToken; isExpired: boolean; listPath: string };

/** Gives a token a new secret, so that a program can change over before the old one ends. */
export function RotateToken(props: Props) {
  const t = useTranslations();
  const { name } = props.token;
  return (
    <Dialog
      title={t('secrets.rotateTitle', { name })}
      lead={t('tokens.rotate.lead')}
      size="small"
      trigger={
        <Button variant="plain" size="small" aria-label={t('secrets.rotateLabel', { name })}>
          {t('secrets.rotate')}
        </Button>
      }
    >
      {(close) => <Rotation {...props} close={close} />}
    </Dialog>
  );
}

function Rotation({ token, isExpired, listPath, close }: Props & { close: () => void }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const client = useQueryClient();
  const expiryOptions = useExpiryOptions();
  const [made, setMade] = useState<CreatedApiToken | null>(null);
  const form = useApiForm<Values, Body, CreatedApiToken>({
    schema: accountSchemas.TokenRotation,
    defaultValues: { overlapHours: 'day', expiresAt: isExpired ? usualExpiry : 'keep' },
    toBody: ({ overlapHours: overlap, expiresAt }) => ({
      overlapHours: overlapHours[overlap],
      ...(expiresAt !== 'keep' && { expiresAt: endOf(expiresAt) }),
    }),
    send: (body) => api.post<CreatedApiToken>(adminPaths.tokenRotation(slug, token.id), body),
    announcement: t('tokens.rotate.done'),
    onSaved: async (rotated) => {
      setMade(rotated);
      await client.invalidateQueries({ queryKey: [listPath] });
    },
  });
  if (made) return <MadeToken made={made} close={close} />;
  return (
    <RotationForm name={token.name} form={form} close={close}>
      {!isExpired && <OverlapSelect {...form.field('overlapHours')} />}
      <Select
        label={t('tokens.rotate.expires')}
        options={[
          ...(isExpired ? [] : [{ id: 'keep' as const, label: t('tokens.rotate.keep') }]),
          ...expiryOptions,
        ]}
        {...form.field('expiresAt')}
      />
    </RotationForm>
  );
}
