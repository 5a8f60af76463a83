import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { SetupState } from '@weir/contract';
import { Clock } from '../../clock.js';
import type { Tx } from '../../database/prisma.js';
import { ENV, type Env } from '../../env.js';
import { errorText } from '../../error-text.js';
import { ok, type Result } from '../../result.js';
import { UsersRepository } from '../users.repository.js';
import { SetupLinks } from './setup-links.repository.js';

const retryAfter = 10_000;

/**
 * A new server by invitation belongs to the person who can read its log: every start prints a link there, by which one person
 * creates the first account. The account ends all links.
 */
@Injectable()
export class SetupService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('Setup');
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly users: UsersRepository,
    private readonly links: SetupLinks,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    if (this.env.WEIR_SIGNUP === 'invited') void this.announce();
  }

  onApplicationShutdown(): void {
    clearTimeout(this.timer);
  }

  async state(): Promise<Result<SetupState>> {
    return ok({ isNeeded: this.env.WEIR_SIGNUP === 'invited' && !(await this.users.exist()) });
  }

  /** Makes a link. The token is in the fragment, so that neither servers nor their logs get it. */
  async newLink(): Promise<{ url: string; expiresAt: Date }> {
    const { token, expiresAt } = await this.links.create(this.clock.now());
    return { url: `${this.env.WEIR_WEB_URL.replace(/\/+$/, '')}/setup#${token}`, expiresAt };
  }

  /** Whether the link may create the first account. Of several transactions at once only one gets true. */
  async isWelcome(tx: Tx, token: string): Promise<boolean> {
    return (await this.links.isValid(tx, token, this.clock.now())) && (await this.users.isFirst(tx));
  }

  async end(tx: Tx): Promise<void> {
    await this.links.deleteAll(tx);
  }

  /** If the database can't be reached, it tries again until it can. */
  private async announce(): Promise<void> {
    try {
      if (await this.users.exist()) return;
      const { url, expiresAt } = await this.newLink();
      this.log.warn(
        `Nobody has an account yet. Open ${url} to create the first one, which owns this server. The link is valid ` +
          `until ${expiresAt.toISOString()}; every start of the API makes a new one.`,
      );
    } catch (error) {
      this.log.warn(`The link for the first account could not be made: ${errorText(error)}`);
      this.timer = setTimeout(() => void this.announce(), retryAfter).unref();
    }
  }
}
