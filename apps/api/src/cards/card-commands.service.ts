import { Injectable } from '@nestjs/common';
import type { BoardIds } from '../database/board-ids.js';
import { AccessService } from '../http/access/access.service.js';
import type { Credentials } from '../http/access/caller.js';
import { LimitRefusalsService, type ProposedChange } from '../limits/limit-refusals.service.js';
import type { Result } from '../result.js';
import type { CommandStatement } from '../writes/command-groups.js';
import { Commands } from '../writes/commands.js';

/** Commands on cards: each is one statement that also checks its caller. */
@Injectable()
export class CardCommandsService {
  constructor(
    private readonly commands: Commands,
    private readonly limitRefusals: LimitRefusalsService,
    private readonly access: AccessService,
  ) {}

  /**
   * The result of a command, with a refusal by limits explained, or the reason why it found no caller. `change` is read after
   * a refusal only where it depends on the board.
   */
  async run<T>(
    credentials: Credentials,
    command: CommandStatement,
    change: ProposedChange | ((board: BoardIds) => Promise<ProposedChange>),
  ): Promise<Result<T>> {
    const ran = await this.commands.run<T>(credentials, command);
    if (!ran.ok) return ran;
    if (!ran.value) return this.access.refusalOf(credentials);
    const { outcome, ...board } = ran.value;
    if (outcome.ok) return outcome;
    const refused = change instanceof Function ? await change(board) : change;
    return this.limitRefusals.explain(board, outcome, refused);
  }
}
