import { CardReason, ReasonToRequester } from '@weir/contract';
import { z } from 'zod';

const message = z.string().optional();

export const reasonOnly = z.object({ reason: CardReason, message });
/** For a reason that a requester reads. */
export const toRequester = z.object({ reason: ReasonToRequester, message });
