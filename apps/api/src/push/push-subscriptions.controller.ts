import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post } from '@nestjs/common';
import {
  type Language,
  NewPushSubscription,
  PushSubscription,
  PushSubscriptionList,
  PushSubscriptionParams,
  PushTest,
} from '@weir/contract';
import { SignedIn } from '../http/access/allow.js';
import { Bearer, type TokenBearer } from '../http/access/caller.js';
import { Answers } from '../http/openapi/answers.js';
import { CallerLanguage } from '../http/reader-words.js';
import type { Result } from '../result.js';
import { PushSubscriptionsService } from './push-subscriptions.service.js';

@Controller('v1/me/push-subscriptions')
export class PushSubscriptionsController {
  constructor(private readonly subscriptions: PushSubscriptionsService) {}

  @Get()
  @SignedIn()
  @Answers('The browsers in which the caller gets notices, newest first', { 200: PushSubscriptionList })
  list(@Bearer() bearer: TokenBearer): Promise<Result<PushSubscriptionList>> {
    return this.subscriptions.list(bearer);
  }

  @Post()
  @SignedIn()
  @Answers('Send the caller’s notices to a browser, or confirm that it is theirs', {
    201: PushSubscription,
    refusals: ['not-allowed', 'not-signed-in', 'rate-limited'],
  })
  add(
    @Bearer() bearer: TokenBearer,
    @Body({ schema: NewPushSubscription }) subscription: NewPushSubscription,
    @Headers('user-agent') userAgent: string | undefined,
    @CallerLanguage() language: Language,
  ): Promise<Result<PushSubscription>> {
    return this.subscriptions.add(bearer, subscription, { userAgent, language });
  }

  @Post(':subscription/test')
  @SignedIn()
  @HttpCode(200)
  @Answers('Send a message to one of the caller’s browsers, and wait until its push service answers', {
    200: PushTest,
    refusals: ['not-allowed', 'not-found', 'rate-limited'],
  })
  test(
    @Bearer() bearer: TokenBearer,
    @Param({ schema: PushSubscriptionParams }) { subscription }: PushSubscriptionParams,
    @CallerLanguage() language: Language,
  ): Promise<Result<PushTest>> {
    return this.subscriptions.test(bearer, subscription, language);
  }

  @Delete(':subscription')
  @SignedIn()
  @HttpCode(204)
  @Answers('Stop sending notices to one of the caller’s browsers', { 204: null, refusals: ['not-found'] })
  remove(
    @Bearer() bearer: TokenBearer,
    @Param({ schema: PushSubscriptionParams }) { subscription }: PushSubscriptionParams,
  ): Promise<Result<void>> {
    return this.subscriptions.remove(bearer, subscription);
  }
}
