import { Injectable } from '@nestjs/common';
import type { Decline, Defer, Request } from '@weir/contract';
import { Clock } from '../../clock.js';
import type { BoardAccess } from '../../http/access/caller.js';
import { type Refusal, type Result, refuse } from '../../result.js';
import type { VersionConditions } from '../../writes/board-writer.js';
import { Commands, keyValues } from '../../writes/commands.js';
import { type AnswerFacts, type RequestFacts, toAnswer, toRequest } from '../request-document.js';

const statement = `
  SELECT $1::uuid AS "workspaceId", $2::uuid AS "boardId",
         weir.answer_request($1, $2, $3, $4, $5::int, $6::jsonb, $7::int,
                             ROW ($3, $8::text, $9::text, $10::bytea)::weir.write_key,
                             ROW ($11::role[], NULL, false)::weir.write_conditions) AS outcome`;

/** The answers that make no card and write to no other request: one statement. */
@Injectable()
export class AnswerCommand {
  constructor(
    private readonly commands: Commands,
    private readonly clock: Clock,
  ) {}

  /** 409 if it is answered already, with that answer. 422 for a date that is not in the future. */
  async give(
    access: BoardAccess,
    number: number,
    answer: Decline | Defer,
    { version, key }: VersionConditions,
  ): Promise<Result<Request>> {
    const { workspaceId, boardId, userId, roles } = access;
    const now = this.clock.now();
    const values = [workspaceId, boardId, userId, now, number, JSON.stringify(answer), version];
    const ran = await this.commands.run<RequestFacts | Request>(access, {
      name: 'answer-request',
      text: statement,
      values: [...values, ...keyValues(key), roles],
      isGrouped: true,
    });
    if (!ran.ok) return ran;
    if (!ran.value) return refuse('not-found');
    const { outcome } = ran.value;
    if (!outcome.ok) return { ok: false, refusal: withAnswer(outcome.refusal) };
    const { value } = outcome;
    // An earlier release kept the finished document under the idempotency key.
    return { ...outcome, value: 'state' in value ? value : toRequest(value, now, null) };
  }
}

/** The answer that the request has already, as its document. */
function withAnswer(refusal: Refusal): Refusal {
  const { code, facts } = refusal;
  if (code !== 'already-answered') return refusal;
  return { ...refusal, facts: { ...facts, answer: toAnswer(facts?.answer as AnswerFacts) } };
}
