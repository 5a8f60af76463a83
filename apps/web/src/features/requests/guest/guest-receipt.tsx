import type { GuestRequest, Work } from '@weir/contract';
import { useState } from 'react';
import { Button } from '@/components/form/button';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { useTranslations } from '@/lib/words/use-translations';
import { ReceiptQuestion, Received } from '../delivery/receipt';
import { MessageForm } from '../thread/message-form';

type Props = { request: GuestRequest; work: Work; token: string; renew: () => Promise<void> };

/** Whether a delivery is what the guest needed: a yes, or a message to the team about what is missing. */
export function GuestReceipt({ request: { board, number, ref }, work, token, renew }: Props) {
  const t = useTranslations();
  const [isMissing, setMissing] = useState(false);
  if (work.state !== 'delivered') return null;
  if (work.received) return <Received work={work} by={null} />;
  if (board.archived) return null;
  return (
    <>
      <ReceiptQuestion
        confirm={() =>
          api.put<GuestRequest>(paths.guestReceived(board.key, number), { ok: true }, { guest: token })
        }
        renew={renew}
        no={
          <Button size="small" aria-expanded={isMissing} onPress={() => setMissing(!isMissing)}>
            {t('work.receipt.noGuest')}
          </Button>
        }
      />
      {isMissing && (
        <MessageForm
          label={t('work.receipt.missing')}
          name={t('work.receipt.missingAbout', { ref })}
          draftKey={`missing ${token.slice(0, 12)} ${ref}`}
          send={(body) =>
            api.post<GuestRequest>(paths.guestMessages(board.key, number), { body }, { guest: token })
          }
          announcement={t('work.receipt.sent')}
          onSent={async () => {
            await renew();
            setMissing(false);
          }}
        />
      )}
    </>
  );
}
