import { Controller, Get, Headers, Ip, Param, Res } from '@nestjs/common';
import { type Language, PublicBoard, PublicBoardParams } from '@weir/contract';
import type { FastifyReply } from 'fastify';
import { Public } from '../../http/access/allow.js';
import { Answers } from '../../http/openapi/answers.js';
import { CallerLanguage } from '../../http/reader-words.js';
import type { Result } from '../../result.js';
import { readerOf, send } from '../snapshot/sending.js';
import { PublicBoardsService } from './public-boards.service.js';

/** How long a browser or a proxy may keep a badge. */
const badgeSeconds = 60;

/** Boards by their public links, for everybody. */
@Controller('v1/public/boards/:token')
export class PublicBoardsController {
  constructor(private readonly boards: PublicBoardsService) {}

  @Get()
  @Public()
  @Answers('A board by its public link: what anyone with the link can read', {
    200: PublicBoard,
    304: null,
    refusals: ['not-found', 'rate-limited'],
  })
  async read(
    @Param({ schema: PublicBoardParams }) { token }: PublicBoardParams,
    @Ip() ip: string,
    @Headers('if-none-match') known: string | undefined,
    @Headers('accept-encoding') codings: string | undefined,
    @CallerLanguage() language: Language,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Result<unknown> | Buffer | undefined> {
    // A public link is for the people who get it, not for search engines.
    void reply.header('x-robots-tag', 'noindex');
    return send(reply, await this.boards.read(token, ip, readerOf(known, codings, language)));
  }

  @Get('badge.svg')
  @Public()
  @Answers('How full a board with a public link is, as an SVG badge for other sites', {
    200: PublicBoard,
    as: 'image/svg+xml',
    refusals: ['not-found', 'rate-limited'],
  })
  async badge(
    @Param({ schema: PublicBoardParams }) { token }: PublicBoardParams,
    @Ip() ip: string,
    @CallerLanguage() language: Language,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Result<unknown> | string> {
    const badge = await this.boards.badge(token, ip, language);
    if (!badge.ok) return badge;
    void reply.headers({
      'content-type': 'image/svg+xml; charset=utf-8',
      'cache-control': `public, max-age=${badgeSeconds}`,
      'cross-origin-resource-policy': 'cross-origin',
      'x-robots-tag': 'noindex',
    });
    return badge.value;
  }
}
