import { Global, Module } from '@nestjs/common';
import { BoardQueue } from './board-queue.js';
import { BoardWriter } from './board-writer.js';
import { CommandGroups } from './command-groups.js';
import { Commands } from './commands.js';
import { KeptAnswers } from './kept-answers.js';
import { KnownPressures } from './known-pressures.js';
import { Wakeups } from './wakeups.js';
import { WorkspaceWriter } from './workspace-writer.js';

const open = [BoardQueue, BoardWriter, WorkspaceWriter, Commands, KeptAnswers, KnownPressures, Wakeups];

@Global()
@Module({ providers: [...open, CommandGroups], exports: open })
export class WritesModule {}
