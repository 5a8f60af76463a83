import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnModuleInit,
} from '@nestjs/common';
import { Jobs } from '../../background/jobs.service.js';
import { Clock } from '../../clock.js';
import { ENV, type Env } from '../../env.js';
import { errorText } from '../../error-text.js';
import { Wakeups } from '../../writes/wakeups.js';
import { failuresToOpen } from './retry-times.js';
import { type ClaimedWebhook, SendingRepository } from './sending.repository.js';
import { SendingService } from './sending.service.js';

/** Milliseconds. Longer than any turn, so that no other instance takes a webhook over while one still sends. */
const lease = 90_000;
/** How many webhooks have their turn at once on an instance. A slow one keeps its place for one turn at most. */
const mostAtOnce = 32;
/** Seconds between two checks, and milliseconds from a write of this instance to a check of its workspace. */
const checkEvery = 10;
const soon = 300;
const stopTimeout = 5_000;

/**
 * Gives each webhook with something due a turn, on one instance at a time. Turns don't wait for each other, so a slow receiver
 * delays no other webhook.
 */
@Injectable()
export class WebhookSender implements OnModuleInit, BeforeApplicationShutdown {
  private readonly log = new Logger('Webhooks');
  private readonly turns = new Map<string, Promise<void>>();
  private readonly woken = new Set<string>();
  private readonly cutOff = new AbortController();
  private isStopping = false;
  private timer: NodeJS.Timeout | undefined;
  private stopListening: (() => void) | undefined;

  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly repository: SendingRepository,
    private readonly sending: SendingService,
    private readonly jobs: Jobs,
    private readonly wakeups: Wakeups,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    if (this.env.WEIR_BACKGROUND === 'off') return;
    this.jobs.every('webhooks', checkEvery, () => this.begin(null));
    this.stopListening = this.wakeups.onWake(({ workspaceId }) => {
      this.woken.add(workspaceId);
      this.timer ??= setTimeout(() => this.checkWoken(), soon).unref();
    });
  }

  /** Starts no other turn, and aborts those that take too long. Another instance then goes on. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    this.stopListening?.();
    clearTimeout(this.timer);
    const timer = setTimeout(() => this.cutOff.abort(), stopTimeout);
    await Promise.all(this.turns.values());
    clearTimeout(timer);
  }

  /** Sends all that is due, and waits for it. */
  async deliverDue(): Promise<void> {
    while ((await this.begin(null)) + this.turns.size > 0) await Promise.all(this.turns.values());
  }

  /** Starts the turns of webhooks with something due, in these workspaces or in all. Returns how many. */
  private async begin(workspaces: readonly string[] | null): Promise<number> {
    const free = mostAtOnce - this.turns.size;
    if (this.isStopping || free <= 0) return 0;
    const now = this.clock.now();
    const leasedTo = new Date(now.getTime() + lease);
    const claimed = await this.repository.claim(now, leasedTo, free, { workspaces, failuresToOpen });
    for (const webhook of claimed) this.turns.set(webhook.id, this.turn(webhook));
    return claimed.length;
  }

  private async turn(webhook: ClaimedWebhook): Promise<void> {
    try {
      await this.sending.send(webhook, this.cutOff.signal);
    } catch (error) {
      this.log.error(`webhook ${webhook.id}: ${errorText(error)}`);
    } finally {
      this.turns.delete(webhook.id);
    }
    // There can be more to send: its turn was over, or its receiver is back.
    await this.check([webhook.workspaceId]);
  }

  private checkWoken(): void {
    this.timer = undefined;
    const workspaces = [...this.woken];
    this.woken.clear();
    void this.check(workspaces);
  }

  private async check(workspaces: readonly string[]): Promise<void> {
    try {
      await this.begin(workspaces);
    } catch (error) {
      this.log.warn(`webhooks wait: ${errorText(error)}`);
    }
  }
}
