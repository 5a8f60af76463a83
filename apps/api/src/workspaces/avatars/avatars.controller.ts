import { Readable } from 'node:stream';
import { Controller, Delete, Get, Param, Put, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import { AvatarList, AvatarParams, Me, WorkspaceParams } from '@weir/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Allow, SignedIn } from '../../http/access/allow.js';
import { Access, Bearer, type TokenBearer } from '../../http/access/caller.js';
import { notBytes, TakesFile } from '../../http/bodies/file-body.js';
import { IfMatch } from '../../http/etag.js';
import { Idempotency } from '../../http/idempotency.js';
import { Answers } from '../../http/openapi/answers.js';
import { Costs } from '../../http/rates/costs.js';
import { Versioned } from '../../http/responses/versioned.js';
import { Refused, type Result } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { pictureType } from './avatar-picture.js';
import { AvatarsService } from './avatars.service.js';

/** The address contains the picture's hash, which only those know who may see it. So a browser can keep it. */
const forAYear = 'private, max-age=31536000, immutable';

@Controller('v1')
export class AvatarsController {
  constructor(private readonly avatars: AvatarsService) {}

  @Put('me/avatar')
  @SignedIn()
  @TakesFile()
  @Costs(10)
  @Versioned()
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Answers('Set the caller’s picture: the body is a PNG, JPEG or WebP of up to 5 MB', {
    200: Me,
    refusals: ['precondition-failed', 'rate-limited'],
  })
  async set(
    @Bearer() { userId }: TokenBearer,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
    @Req() { body, headers }: FastifyRequest,
  ): Promise<Result<Me>> {
    if (!(body instanceof Readable)) throw new Refused(notBytes);
    const announced = Number(headers['content-length'] ?? 0);
    return this.avatars.set(userId, { body, announced }, { version, key });
  }

  @Delete('me/avatar')
  @SignedIn()
  @Versioned()
  @Answers('Remove the caller’s picture', { 200: Me, refusals: ['precondition-failed'] })
  remove(
    @Bearer() { userId }: TokenBearer,
    @IfMatch() version: number | null,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Me>> {
    return this.avatars.remove(userId, { version, key });
  }

  @Get('workspaces/:workspace/avatars')
  @Allow('readMembers')
  @Answers('The members who have a picture or are service accounts', { 200: AvatarList })
  list(
    @Access() access: Access,
    @Param({ schema: WorkspaceParams }) _: WorkspaceParams,
  ): Promise<Result<AvatarList>> {
    return this.avatars.list(access);
  }

  /** Everyone reads their own; those who can list the members also theirs. */
  @Get('workspaces/:workspace/members/:user/avatars/:hash')
  @Allow('enterWorkspace')
  @Answers('The picture of a member', { 200: z.string(), as: [pictureType] })
  async read(
    @Access() access: Access,
    @Param({ schema: AvatarParams }) { user, hash }: AvatarParams,
    @Req() { method }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const found = await this.avatars.read(access, user, hash, method === 'HEAD');
    if (!found.ok) throw new Refused(found.refusal);
    void reply.header('cache-control', forAYear);
    return new StreamableFile(found.value, { type: pictureType, disposition: 'inline' });
  }
}
