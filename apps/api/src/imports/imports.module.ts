import { Module } from '@nestjs/common';
import { BackgroundModule } from '../background/background.module.js';
import { BoardsModule } from '../boards/boards.module.js';
import { FieldsModule } from '../fields/fields.module.js';
import { FilesModule } from '../files/files.module.js';
import { LabelsModule } from '../labels/labels.module.js';
import { ImportsController } from './imports.controller.js';
import { ImportsRepository } from './imports.repository.js';
import { ImportsService } from './imports.service.js';
import { SurveyService } from './planning/survey.service.js';
import { BoardSetupService } from './running/board-setup.service.js';
import { ImportRunsService } from './running/import-runs.service.js';
import { ReportService } from './running/report.service.js';
import { RunsRepository } from './running/runs.repository.js';
import { TargetRepository } from './target.repository.js';

@Module({
  imports: [BackgroundModule, BoardsModule, FilesModule, LabelsModule, FieldsModule],
  controllers: [ImportsController],
  providers: [
    ImportsService,
    ImportsRepository,
    TargetRepository,
    SurveyService,
    BoardSetupService,
    ImportRunsService,
    RunsRepository,
    ReportService,
  ],
})
export class ImportsModule {}
