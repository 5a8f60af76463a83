import type { CreatedInvitation, NewInvitation } from '@weir/contract';
import { inviteAll } from '@/features/workspace/members/invite-all';
import { offline } from '@/lib/api/offline';
import { notSent, type Result } from '@/lib/api/result';

const refused = notSent([{ path: 'email', message: 'This address takes no mail.' }]);
const made = (email: string): Result<CreatedInvitation> => ({
  ok: true,
  value: { email } as CreatedInvitation,
  etag: null,
});

/** Invites the addresses; `outcomes` has what the API answers for each, in order. */
async function invite(emails: string[], outcomes: Result<CreatedInvitation>[]) {
  const asked: NewInvitation[] = [];
  const result = await inviteAll(
    emails.map((email) => ({ role: 'member', email })),
    async (invitation) => {
      asked.push(invitation);
      return outcomes[asked.length - 1] as Result<CreatedInvitation>;
    },
  );
  const invited = result.ok
    ? result.value.map((each) => ('made' in each ? each.email : each.problem.code))
    : [];
  return { result, invited, asked: asked.length };
}

test('a refused address does not stop the other invitations, also when it is the first', async () => {
  const { invited } = await invite(
    ['ana@x.test', 'bo@x.test', 'cy@x.test'],
    [{ ok: false, problem: refused }, made('bo@x.test'), { ok: false, problem: refused }],
  );
  expect(invited).toEqual(['invalid-input', 'bo@x.test', 'invalid-input']);
});

test('without a connection no further invitation is tried, and those sent before stay invited', async () => {
  const { invited, asked } = await invite(
    ['ana@x.test', 'bo@x.test', 'cy@x.test'],
    [made('ana@x.test'), { ok: false, problem: offline }],
  );
  expect(invited).toEqual(['ana@x.test', 'offline', 'offline']);
  expect(asked).toBe(2);
});

test('the form keeps its addresses without a connection, and if its only address is refused', async () => {
  const none = await invite(['ana@x.test', 'bo@x.test'], [{ ok: false, problem: offline }]);
  expect(none.result).toMatchObject({ ok: false, problem: { code: 'offline' } });
  expect(none.asked).toBe(1);
  const only = await invite(['ana@x.test'], [{ ok: false, problem: refused }]);
  expect(only.result).toMatchObject({ ok: false, problem: { code: 'invalid-input' } });
});
