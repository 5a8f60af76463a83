import { Injectable } from '@nestjs/common';
import type { PutRequest, Request } from '@weir/contract';
import { lacksNeededBy } from '@weir/domain';
import { Clock } from '../../clock.js';
import type { BoardAccess } from '../../http/access/caller.js';
import { notYet } from '../../http/etag.js';
import { invalid, staleVersion } from '../../http/problems/refusals.js';
import { type Result, refuse } from '../../result.js';
import type { VersionConditions } from '../../writes/board-writer.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { KeptAnswers } from '../../writes/kept-answers.js';
import { RequestsRepository } from '../requests.repository.js';
import { RequestChangesService } from '../submitting/request-changes.service.js';
import { SubmissionsService } from '../submitting/submissions.service.js';

/** Requests that programs submit by ids of their own. */
@Injectable()
export class ExternalRequestsService {
  constructor(
    private readonly requests: RequestsRepository,
    private readonly submissions: SubmissionsService,
    private readonly changes: RequestChangesService,
    private readonly kept: KeptAnswers,
    private readonly clock: Clock,
  ) {}

  /**
   * Submits the request with this external id, or changes it while it waits. Of several calls at once exactly one submits: the
   * database refuses the id to the others, and they change that request. 404 for a version of a request that does not exist,
   * 412 for `notYet` if it does,
   * 409 `key-taken` if the id is that of somebody else's request, `already-answered` with the answer if it no longer waits.
   */
  async put(
    access: BoardAccess,
    externalId: string,
    request: PutRequest,
    { version, key }: VersionConditions,
  ): Promise<Result<{ request: Request; isNew: boolean }>> {
    const known = await this.requests.findExternal(access, externalId);
    if (known === null && version !== null && version !== notYet) return refuse('not-found');
    // A retry of the submission finds its request, and gets its first answer by the key; the same key with another body is refused.
    if (known === null || key !== null) {
      const submitted = await this.submit(access, externalId, request, key && newRequestKey(key));
      if (submitted.ok) return { ...submitted, value: { request: submitted.value, isNew: true } };
      const { code } = submitted.refusal;
      if (known === null ? code !== 'key-taken' : code === 'idempotency-key-reused') return submitted;
    }
    const existing = known ?? (await this.requests.findExternal(access, externalId));
    if (!existing || existing.requesterId !== access.userId)
      return { ok: false, refusal: { code: 'key-taken', facts: conflictOf(externalId) } };
    if (version === notYet) return staleVersion(existing.facts.version);
    const changed = await this.changes.change(access, existing.facts.number, request, { version, key });
    return changed.ok ? { ...changed, value: { request: changed.value, isNew: false } } : changed;
  }

  private async submit(
    access: BoardAccess,
    externalId: string,
    request: PutRequest,
    key: WriteKey | null,
  ): Promise<Result<Request>> {
    if (lacksNeededBy(request)) {
      // It was never submitted, so a key that is kept came with another body.
      const isReused = await this.kept.has(access.workspaceId, key);
      return isReused ? refuse('idempotency-key-reused') : invalid('neededBy', 'fixedDateNeedsDay');
    }
    const submission = { ...request, metadata: keptOf(request.metadata), externalId };
    const credentials = { ...access, now: this.clock.now() };
    return this.submissions.submit(credentials, submission, { key, unchangedSince: null });
  }
}

/** A key is of one command, and submitting and changing are two. */
function newRequestKey(key: WriteKey): WriteKey {
  return { ...key, route: `${key.route} (new)` };
}

/** A new request has no keys to remove. */
function keptOf(metadata: PutRequest['metadata']): Record<string, string> | undefined {
  if (!metadata) return undefined;
  const kept = Object.entries(metadata).filter((entry): entry is [string, string] => entry[1] !== null);
  return Object.fromEntries(kept);
}

function conflictOf(externalId: string) {
  return { key: externalId, errors: [{ path: 'externalId', code: 'externalIdTaken' }] };
}
