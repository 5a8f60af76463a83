import type { CreatedInvitation, NewInvitation } from '@weir/contract';
import { type AnyProblem, type Result, sendEach, stopsAllCalls } from '@/lib/api/result';

/** The outcome of one invitation. `email` is null for a link that anyone can use. */
export type Invited =
  | { email: string | null; made: CreatedInvitation }
  | { email: string; problem: AnyProblem };

/**
 * Sends one invitation after the other. A refused one does not stop the others, unless its problem stops all calls. The result is
 * a refusal if the only invitation is refused, or if all calls are stopped before anyone is invited.
 */
export async function inviteAll(
  invitations: readonly NewInvitation[],
  send: (invitation: NewInvitation) => Promise<Result<CreatedInvitation>>,
): Promise<Result<Invited[]>> {
  const results = await sendEach(invitations, send);
  const stopped = results.find((sent) => !sent.ok && stopsAllCalls(sent.problem));
  const whole = results.length === 1 ? results[0] : stopped;
  if (whole?.ok === false && results.every(({ ok }) => !ok)) return whole;
  const invited = invitations.flatMap(({ email = null }, at): Invited[] => {
    const sent = results[at];
    if (sent?.ok) return [{ email, made: sent.value }];
    return sent && email !== null ? [{ email, problem: sent.problem }] : [];
  });
  return { ok: true, value: invited, etag: null };
}
