import { setTimeout as sleep } from 'node:timers/promises';
import type { CreatedApiToken } from '@weir/contract';
import { v7 as uuid } from 'uuid';
import type { Api } from '../support/api.js';
import type { FuzzCaller } from './callers.js';
import type { Draw } from './draw.js';
import type { Operation } from './operations.js';
import type { World } from './world.js';

/** A token of a workspace's owner whose secret changes while it is used. Calls that take no token go out with the session. */
export class RotatingToken {
  private before: string | null = null;

  private constructor(
    private readonly api: Api,
    private readonly path: string,
    readonly owner: FuzzCaller,
    private secret: string,
  ) {}

  static async of(api: Api, { slug, callers, seen }: World): Promise<RotatingToken> {
    const owner = callers.find(({ name }) => name === 'owner') as FuzzCaller;
    const path = `/v1/workspaces/${slug}/tokens`;
    const body = { name: 'Rotating', scopes: ['read', 'cards', 'intake', 'manage'] };
    const made = await api.nobody.post<CreatedApiToken>(path, body, owner.headers);
    // The writes may revoke every token but this one, and remove everybody but its owner.
    for (const id of [made.body.id, made.body.owner.id]) seen.hide(id);
    return new RotatingToken(api, `${path}/${made.body.id}/rotation`, owner, made.body.token);
  }

  /** Rotates it after this many milliseconds. The rotation itself is sent twice, as after a lost answer. */
  async rotate(overlapHours: number, after = 0): Promise<void> {
    await sleep(after);
    const headers = { ...this.owner.headers, 'idempotency-key': uuid() };
    const rotate = () => this.api.nobody.post<CreatedApiToken>(this.path, { overlapHours }, headers);
    let made = await rotate();
    while (made.status === 503) made = await rotate();
    if (made.status !== 200) throw new Error(`not rotated: ${JSON.stringify(made.body)}`);
    const { body: again } = await rotate();
    if (again.token && again.token !== made.body.token) throw new Error('one rotation made two secrets');
    this.before = overlapHours > 0 ? this.secret : null;
    this.secret = made.body.token;
  }

  current(operation: Operation): string {
    return this.valid(operation)[0] as string;
  }

  /** The secret of now or the one before. */
  either(operation: Operation, draw: Draw): string {
    return draw.pick(this.valid(operation));
  }

  /** All that are valid, the newest first. */
  valid({ scope }: Operation): string[] {
    if (scope === null) return [this.owner.headers.authorization as string];
    return [this.secret, ...(this.before ? [this.before] : [])].map((each) => `Bearer ${each}`);
  }
}
