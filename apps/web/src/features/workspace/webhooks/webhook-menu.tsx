'use client';

import type { Webhook } from '@weir/contract';
import { useState } from 'react';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { Menu, MenuItem } from '@/components/overlay/menu';
import { useTranslations } from '@/lib/words/use-translations';
import { EditWebhook } from './edit-webhook';
import { RemoveWebhook } from './remove-webhook';
import { RotateWebhook } from './rotate-webhook';

type Props = { webhook: Webhook; onTest: () => void; onTurn: () => void; onRemoved: () => void };

/** The actions of a webhook. */
export function WebhookMenu({ webhook, onTest, onTurn, onRemoved }: Props) {
  const t = useTranslations();
  const [open, setOpen] = useState<'edit' | 'rotate' | 'remove' | null>(null);
  const label = t('webhooks.actions', { name: webhook.name });
  const dialog = (of: typeof open) => ({
    webhook,
    isOpen: open === of,
    onOpenChange: (isOpen: boolean) => setOpen(isOpen ? of : null),
  });
  return (
    <>
      <Menu
        label={label}
        placement="bottom end"
        trigger={
          <Button size="small" variant="plain" aria-label={label}>
            <Glyph name="more" size={14} />
          </Button>
        }
      >
        <MenuItem onAction={onTest}>{t('webhooks.test.open')}</MenuItem>
        <MenuItem onAction={() => setOpen('edit')}>{t('webhooks.edit.open')}</MenuItem>
        <MenuItem onAction={() => setOpen('rotate')}>{t('webhooks.rotate.open')}</MenuItem>
        <MenuItem onAction={onTurn}>{webhook.off ? t('webhooks.turn.on') : t('webhooks.turn.off')}</MenuItem>
        <MenuItem danger onAction={() => setOpen('remove')}>
          {t('webhooks.remove.open')}
        </MenuItem>
      </Menu>
      <EditWebhook {...dialog('edit')} />
      <RotateWebhook {...dialog('rotate')} />
      <RemoveWebhook {...dialog('remove')} onRemoved={onRemoved} />
    </>
  );
}
