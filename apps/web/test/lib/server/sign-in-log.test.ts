import { expect, jest, test } from '@jest/globals';
import { signInLog } from '../../../src/lib/server/sign-in-log';

test('a failed sign-in is logged by its code and kind, without what the provider sent', () => {
  const written = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const error = Object.assign(new TypeError('marked@people.test is not allowed'), { profile: 'Marked' });
  signInLog.error?.('OAUTH_CALLBACK_ERROR', { error, providerId: 'oidc' });
  signInLog.error?.('JWT_SESSION_ERROR', error);
  signInLog.debug?.('PROFILE_DATA', { OAuthProfile: { name: 'Marked' } });
  const lines = written.mock.calls.map(([line]) => line);
  written.mockRestore();
  expect(lines).toEqual([
    'sign-in: OAUTH_CALLBACK_ERROR (TypeError)\n',
    'sign-in: JWT_SESSION_ERROR (TypeError)\n',
  ]);
});
