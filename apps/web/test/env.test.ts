import { expect, it } from '@jest/globals';
import { readEnv } from '@/lib/env';
import { secrets } from './settings';

it('says which variable is wrong and what it wants', () => {
  expect(() => readEnv({})).toThrow(/WEIR_TOKEN_SECRET is not set\nNEXTAUTH_SECRET is not set/);
  expect(() => readEnv({ ...secrets, WEIR_API_URL: 'api:4000' })).toThrow(/WEIR_API_URL wants an address as/);
  expect(() => readEnv({ ...secrets, OIDC_ISSUER: 'https://id.test' })).toThrow(
    /OIDC_CLIENT_ID is needed beside OIDC_ISSUER/,
  );
});

it('takes an empty value as the default', () => {
  expect(readEnv({ ...secrets, WEIR_API_URL: '' }).WEIR_API_URL).toBe('http://localhost:4000');
});
