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
import { FairShares } from '../../http/load/fair-shares.js';
import { Wakeups } from '../../writes/wakeups.js';
import { failuresToOpen } from './retry-times.js';
import { type ClaimedWebhook, SendingRepository } from './sending.repository.js';
import { SendingService } from './sending.service.js';

/** Milliseconds. Longer than any turn, so that no other instance takes a webhook over while one still sends. */
const lease = 90_000;
/**
 * How many webhooks have their turn at once on an instance: at most 4 of one host, and 11 of one workspace. A slow one keeps its
 * place for one turn at most.
 */
const mostAtOnce = 32;
/** Milliseconds that a claimed webhook waits for a place. The rest of its lease is longer than a turn. */
const longestWait = 40_000;
/** Seconds between two checks, and milliseconds from a write of this instance to a check of its workspace. */
const checkEvery = 10;
const soon = 300;
const stopTimeout = 5_000;

/**
 * Gives each webhook with something due a turn, on one instance at a time. Turns don't wait for each other, and no host and no
 * workspace has all places, so a slow receiver with many webhooks does not delay the webhooks of others.
 */
@Injectable()
export class WebhookSender implements OnModuleInit, BeforeApplicationShutdown {
  private readonly log = new Logger('Webhooks');
  private readonly turns = new Map<string, Promise<void>>();
  private readonly places = new FairShares(mostAtOnce);
  /** The claimed webhooks that wait because their host or their workspace has its share of the places. */
  private readonly waiting = new Map<ClaimedWebhook, { until: number }>();
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
    await Promise.all([...this.waiting.keys()].map((webhook) => this.giveUp(webhook)));
    this.waiting.clear();
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
    for (const webhook of claimed) this.waiting.set(webhook, { until: performance.now() + longestWait });
    this.startTurns();
    return claimed.length;
  }

  private startTurns(): void {
    for (const [webhook, { until }] of this.waiting) {
      const giveBack = this.isStopping ? null : this.takePlace(webhook);
      if (!giveBack && performance.now() < until) continue;
      this.waiting.delete(webhook);
      if (giveBack) this.turns.set(webhook.id, this.turn(webhook, giveBack));
      else void this.giveUp(webhook);
    }
  }

  /** Ends the claim, so that any instance can claim the webhook again. */
  private async giveUp(webhook: ClaimedWebhook): Promise<void> {
    await this.repository
      .release(webhook, null)
      .catch((error) => this.log.warn(`could not end the claim of a webhook: ${errorText(error)}`));
  }

  /** Null if its host or its workspace has its share. */
  private takePlace({ url, workspaceId }: ClaimedWebhook): (() => void) | null {
    const taker = { caller: new URL(url).origin, network: workspaceId };
    return this.places.refusal(taker) ? null : this.places.take(taker);
  }

  private async turn(webhook: ClaimedWebhook, giveBack: () => void): Promise<void> {
    try {
      await this.sending.send(webhook, this.cutOff.signal);
    } catch (error) {
      this.log.error(`webhook ${webhook.id}: ${errorText(error)}`);
    } finally {
      this.turns.delete(webhook.id);
      giveBack();
    }
    this.startTurns();
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
