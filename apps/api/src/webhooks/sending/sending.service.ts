import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import pLimit from 'p-limit';
import { v7 as uuid } from 'uuid';
import { Clock } from '../../clock.js';
import { type Breaker, BreakerOpen } from '../../outgoing-calls/breakers/breaker.js';
import { Breakers } from '../../outgoing-calls/breakers/breakers.service.js';
import { MessagesService, workspaceSource } from './messages.service.js';
import { failuresToOpen, nextAttempt, patience } from './retry-times.js';
import { type ClaimedWebhook, SendingRepository, type SourcePosition } from './sending.repository.js';
import type { Signals } from './signals.repository.js';
import { SignalsService } from './signals.service.js';
import { type Attempt, type OutgoingMessage, WebhookClient } from './webhook-client.js';

/** How many sources of a webhook are sent side by side. */
const sourcesAtOnce = 4;
/** Milliseconds after which a webhook gives way to others. With the last attempt it is shorter than a lease. */
const longestTurn = 30_000;

/** The turn of a webhook: it ends when its time is over, its receiver is down, or the lease is lost. */
type Turn = {
  webhook: ClaimedWebhook;
  isProbe: boolean;
  failures: number;
  isOver: () => boolean;
  end: () => void;
  /** The breaker of its receiver’s host, for all webhooks of the workspace. */
  breaker: Breaker;
  /** Milliseconds until the host may be called again; 0 unless the breaker has refused a call of this turn. */
  pause: number;
};
/** A message that is to be sent from a source. `to`: the position after it. */
type Outgoing = { message: OutgoingMessage; data: object | null; to: number };

/**
 * Sends what is due of one webhook: the events of each source in order, one after another. A message that is not accepted delays
 * those behind it on its board; a receiver that accepts none gets one message each time, until it is back. If a host has not
 * answered a workspace several times in a row, its webhooks there wait for a while, without a failure. This does not affect
 * other workspaces: on a shared host, one workspace could have an address that never answers.
 */
@Injectable()
export class SendingService {
  constructor(
    private readonly repository: SendingRepository,
    private readonly messages: MessagesService,
    private readonly signals: SignalsService,
    private readonly client: WebhookClient,
    private readonly breakers: Breakers,
    private readonly clock: Clock,
  ) {}

  async send(webhook: ClaimedWebhook, cutOff: AbortSignal): Promise<void> {
    const breaker = this.breakers.of('webhooks', new URL(webhook.url).origin, webhook.workspaceId);
    const pause = breaker.refuse();
    if (pause > 0) return this.wait(webhook, pause);
    const begun = performance.now();
    let ended = false;
    const isProbe = webhook.failures >= failuresToOpen;
    const turn: Turn = {
      webhook,
      isProbe,
      failures: webhook.failures,
      isOver: () => ended || cutOff.aborted || performance.now() - begun > longestTurn,
      end: () => {
        ended = true;
      },
      breaker,
      pause: 0,
    };
    const sources = await this.repository.sources(webhook, this.clock.now(), isProbe);
    const atATime = pLimit(sourcesAtOnce);
    const chosen = isProbe ? sources.slice(0, 1) : sources;
    await Promise.all(chosen.map((source) => atATime(() => this.sendSource(turn, source, cutOff))));
    if (turn.pause > 0) return this.wait(webhook, turn.pause);
    const isDown = turn.failures >= failuresToOpen;
    const nextAt = isDown
      ? nextAttempt(turn.failures - failuresToOpen + 1, null, this.clock.now(), Math.random())
      : null;
    if (isProbe && !isDown) await this.repository.recovered(webhook);
    await this.repository.release(webhook, nextAt);
  }

  /** Ends the turn without a failure. */
  private wait(webhook: ClaimedWebhook, pause: number): Promise<void> {
    return this.repository.release(webhook, new Date(this.clock.now().getTime() + pause));
  }

  private async sendSource(turn: Turn, source: SourcePosition, cutOff: AbortSignal): Promise<void> {
    const { webhook } = turn;
    const { workspaceId } = webhook;
    const { sourceId, lastSeq } = source;
    let position = source;
    while (position.seq < lastSeq) {
      if (turn.isOver()) return;
      const { messages, upTo } = await this.messages.after({ workspaceId, sourceId }, position, webhook);
      for (const message of messages) {
        const outgoing = { message, data: null, to: message.seq };
        if (turn.isOver() || !(await this.attempt(turn, position, outgoing, cutOff))) return;
        position = behind(position, message.seq);
      }
      if (position.seq < upTo) {
        if (!(await this.repository.pass(webhook, sourceId, upTo))) return turn.end();
        position = behind(position, upTo);
      }
    }
    if (sourceId !== workspaceSource && this.signals.areWanted(webhook.types))
      await this.sendSignals(turn, position, cutOff);
  }

  private async sendSignals(turn: Turn, position: SourcePosition, cutOff: AbortSignal): Promise<void> {
    const { webhook } = turn;
    const { sourceId, seq, signals: before } = position;
    const board = { workspaceId: webhook.workspaceId, boardId: sourceId };
    const wanted = { ...webhook, now: this.clock.now() };
    const { messages, signals } = await this.signals.compare(board, before, wanted);
    for (const { data, after, ...message } of messages) {
      if (turn.isOver()) return;
      const outgoing = { message, data, to: seq };
      if (!(await this.attempt(turn, position, outgoing, cutOff, after))) return;
    }
    if (isDeepStrictEqual(before, signals) && position.failures === 0) return;
    if (position.delivery && messages.length === 0)
      await this.repository.abandon(webhook, position.delivery.id);
    if (!(await this.repository.pass(webhook, sourceId, seq, signals))) turn.end();
  }

  /** The attempts with one message are one entry of the log. A signal that waited can have come to nothing. */
  private async logIdOf(
    webhook: ClaimedWebhook,
    { delivery }: SourcePosition,
    message: OutgoingMessage,
  ): Promise<string> {
    if (delivery?.messageId === message.id) return delivery.id;
    if (delivery) await this.repository.abandon(webhook, delivery.id);
    return uuid();
  }

  /** Null if the breaker of its host is open. */
  private async call(turn: Turn, message: OutgoingMessage, cutOff: AbortSignal): Promise<Attempt | null> {
    try {
      return await turn.breaker.run(
        () => this.client.send(turn.webhook, message, cutOff),
        (outcome) => 'value' in outcome && isSilent(outcome.value) && !cutOff.aborted,
      );
    } catch (error) {
      if (!(error instanceof BreakerOpen)) throw error;
      turn.pause = error.pause;
      turn.end();
      return null;
    }
  }

  /** Returns whether the next message of the source may go out. */
  private async attempt(
    turn: Turn,
    position: SourcePosition,
    { message, data, to }: Outgoing,
    cutOff: AbortSignal,
    signals: Signals | null = null,
  ): Promise<boolean> {
    const { webhook } = turn;
    const attempt = await this.call(turn, message, cutOff);
    // It was not sent, or this instance stops and another one sends it again.
    if (attempt === null || (!attempt.isAccepted && cutOff.aborted)) return false;
    const now = this.clock.now();
    const { sourceId } = position;
    const id = await this.logIdOf(webhook, position, message);
    const logged = { id, messageId: message.id, type: message.type, sourceId, seq: to, data };
    const write = { webhook, now, logged, attempt };
    if (attempt.isAccepted) {
      const isHeld = await this.repository.accepted(write, signals);
      turn.failures = 0;
      if (!isHeld) turn.end();
      return isHeld;
    }
    const failures = position.failures + 1;
    const isGivenUp = position.failingSince !== null && isPast(position.failingSince, now);
    // A signal that was given up is compared again with the next event.
    const seq = isGivenUp && data === null ? to : position.seq;
    const nextAt = isGivenUp ? null : nextAttempt(failures, attempt.retryAfter, now, Math.random());
    const failed = await this.repository.failed(write, {
      seq,
      before: position.seq,
      failures: isGivenUp ? 0 : failures,
      nextAt,
      isGone: attempt.status === 410,
      offBefore: new Date(now.getTime() - patience),
    });
    if (failed) turn.failures = failed.failures;
    if (!failed || failed.offReason || turn.isProbe || failed.failures >= failuresToOpen) turn.end();
    return false;
  }
}

/** Whether there was no answer. A host that answers, even with a refusal, is up, and its other webhooks may work. */
function isSilent({ error }: Attempt): boolean {
  return error === 'timedOut' || error === 'unreachable';
}

function isPast(since: Date, now: Date): boolean {
  return now.getTime() - since.getTime() >= patience;
}

/** A source after a message of it was accepted, or events were passed. */
function behind(position: SourcePosition, seq: number): SourcePosition {
  return { ...position, seq, failures: 0, failingSince: null, delivery: null };
}
