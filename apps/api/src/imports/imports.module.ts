import { Module } from '@nestjs/common';
import { BackgroundModule } from '../background/background.module.js';
import { BoardsModule } from '../boards/boards.module.js';
import { CardsModule } from '../cards/cards.module.js';
import { FieldsModule } from '../fields/fields.module.js';
import { FilesModule } from '../files/files.module.js';
import { LabelsModule } from '../labels/labels.module.js';
import { ImportArchivesService } from './archives.service.js';
import { CapsRepository } from './caps.repository.js';
import { CommandsRepository } from './commands.repository.js';
import { ImportsController } from './imports.controller.js';
import { ImportsRepository } from './imports.repository.js';
import { ImportsService } from './imports.service.js';
import { SurveyService } from './planning/survey.service.js';
import { ProgressRepository } from './progress.repository.js';
import { BoardSetupService } from './running/board-setup.service.js';
import { ImportRunsService } from './running/import-runs.service.js';
import { ReportService } from './running/report.service.js';
import { TargetRepository } from './target.repository.js';
import { RequestsOutlookService } from './workspace/requests-outlook.service.js';
import { WaitingRequestsRepository } from './workspace/waiting-requests.repository.js';
import { WorkspaceRepository } from './workspace/workspace.repository.js';
import { WorkspaceFilesService } from './workspace/workspace-files.service.js';
import { WorkspaceOutlookRepository } from './workspace/workspace-outlook.repository.js';
import { WorkspaceOutlookService } from './workspace/workspace-outlook.service.js';
import { WorkspacePlanService } from './workspace/workspace-plan.service.js';
import { WorkspaceRunService } from './workspace/workspace-run.service.js';
import { WorkspaceTeamsRepository } from './workspace/workspace-teams.repository.js';

@Module({
  imports: [BackgroundModule, BoardsModule, CardsModule, FilesModule, LabelsModule, FieldsModule],
  controllers: [ImportsController],
  providers: [
    ImportsService,
    ImportsRepository,
    TargetRepository,
    SurveyService,
    BoardSetupService,
    ImportRunsService,
    CapsRepository,
    ImportArchivesService,
    WorkspaceFilesService,
    CommandsRepository,
    ProgressRepository,
    ReportService,
    WorkspacePlanService,
    WorkspaceOutlookService,
    RequestsOutlookService,
    WaitingRequestsRepository,
    WorkspaceOutlookRepository,
    WorkspaceRunService,
    WorkspaceRepository,
    WorkspaceTeamsRepository,
  ],
})
export class ImportsModule {}
