import { expect, it } from '@jest/globals';
import { readEnv } from '@/lib/env';
import { secrets } from './server/settings';

it('names each wrong variable and what is expected', () => {
  expect(() => readEnv({})).toThrow(/WEIR_TOKEN_SECRET is not set\nNEXTAUTH_SECRET is not set/);
  expect(() => readEnv({ ...secrets, WEIR_API_URL: 'api:4000' })).toThrow(/WEIR_API_URL wants an address as/);
  expect(() => readEnv({ ...secrets, OIDC_ISSUER: 'https://id.test' })).toThrow(
    /OIDC_CLIENT_ID is needed beside OIDC_ISSUER/,
  );
});

it('uses the default for an empty value', () => {
  expect(readEnv({ ...secrets, WEIR_API_URL: '' }).WEIR_API_URL).toBe('http://localhost:4000');
});
