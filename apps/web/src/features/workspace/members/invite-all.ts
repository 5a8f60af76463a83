import type { CreatedInvitation, NewInvitation } from '@weir/contract';
import { type AnyProblem, type Result, stopsAllCalls } from '@/lib/api/result';

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
  const invited: Invited[] = [];
  let stopped: Extract<Result<CreatedInvitation>, { ok: false }> | null = null;
  for (const invitation of invitations) {
    const { email = null } = invitation;
    const sent: Result<CreatedInvitation> = stopped ?? (await send(invitation));
    if (sent.ok) invited.push({ email, made: sent.value });
    else if (email === null || invitations.length === 1) return sent;
    else invited.push({ email, problem: sent.problem });
    if (!sent.ok && stopsAllCalls(sent.problem)) stopped = sent;
  }
  const isNobodyInvited = invited.every((each) => 'problem' in each);
  return stopped && isNobodyInvited ? stopped : { ok: true, value: invited, etag: null };
}
