'use client';

import type { Request } from '@weir/contract';
import { requesterName } from '@weir/words';
import { ForecastRecord } from '@/components/data/forecast-record';
import { LinkButton } from '@/components/form/link-button';
import { api } from '@/lib/api/client';
import { requestPaths } from '@/lib/api/paths/request-paths';
import { useBoardKey, useCurrentBoard } from '@/lib/context/board';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { AskAgain } from '../ask/ask-again';
import { DisplacedNote } from '../letter/displaced-note';
import { ReceiptQuestion, Received } from './receipt';
import { WorkSection } from './work-section';

/** What became of an accepted request, and what its requester can do about it now. */
export function RequestWork({ request, isOwn }: { request: Request; isOwn: boolean }) {
  const t = useTranslations();
  const { key, timeZone, isArchived } = useCurrentBoard();
  const { work, requester, followedBy, card, displaced } = request;
  if (!work) return null;
  const note = currentNote(request);
  const { state, received } = work;
  return (
    <WorkSection
      work={work}
      by={note?.by?.name}
      note={
        displaced &&
        note === displaced && (
          <DisplacedNote cardRef={card?.ref ?? null} displaced={displaced} zone={timeZone} />
        )
      }
    >
      {state !== 'delivered' && state !== 'takenOff' && <ForecastRecord board={key} />}
      {isOwn && <AskAgain request={request} />}
      {isOwn && !isArchived && state === 'delivered' && !received && !followedBy && (
        <AskWhetherReceived request={request} />
      )}
      <Received work={work} by={isOwn ? null : requesterName(t, requester)} />
    </WorkSection>
  );
}

/** The note to the requester that came with the current state, if one did. */
export function currentNote({ work, card, displaced }: Request) {
  return [card?.putBack, displaced].find((note) => note && note.at === work?.since);
}

function AskWhetherReceived({ request: { number } }: { request: Request }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const key = useBoardKey();
  return (
    <ReceiptQuestion
      confirm={() => api.put<Request>(requestPaths.received(slug, key, number), { ok: true })}
      renew={useRenewBoard()}
      no={
        <LinkButton size="small" href={`/${slug}/${key}/ask?follows=${number}`}>
          {t('work.receipt.no')}
        </LinkButton>
      }
    />
  );
}
