import type { ApiToken, CreatedApiToken, NewApiToken } from '@weir/contract';
import type { Api } from '../../support/api.js';
import type { Caller } from '../../support/person.js';

export const tokens = '/v1/workspaces/demo/tokens';

/** Makes a token, and returns it with a caller who sends it. */
export async function aToken(
  api: Api,
  by: Caller,
  token: Partial<NewApiToken> = {},
  workspace = 'demo',
): Promise<CreatedApiToken & { caller: Caller }> {
  const body = { name: 'CI', scopes: ['read', 'cards', 'intake', 'manage'], ...token };
  const made = await by.post<CreatedApiToken>(`/v1/workspaces/${workspace}/tokens`, body);
  if (made.status !== 201) throw new Error(`no token was made: ${JSON.stringify(made.body)}`);
  return { ...made.body, caller: api.withToken(made.body.token) };
}

export async function tokensOf(by: Caller, query = ''): Promise<ApiToken[]> {
  return (await by.get<{ items: ApiToken[] }>(tokens + query)).body.items;
}
