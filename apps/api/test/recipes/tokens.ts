import type { CreatedApiToken, NewApiToken } from '@weir/contract';
import type { Person } from '../support/person.js';

/** A token of a person, with only these scopes. */
export async function tokenOf(person: Person, ...scopes: NewApiToken['scopes']): Promise<string> {
  const { status, body } = await person.post<CreatedApiToken>('/v1/workspaces/demo/tokens', {
    name: 'Recipe',
    scopes,
  });
  if (status !== 201) throw new Error(`no token was made: ${JSON.stringify(body)}`);
  return body.token;
}
