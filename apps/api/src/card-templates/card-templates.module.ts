import { Module } from '@nestjs/common';
import { CardTemplatesController } from './card-templates.controller.js';
import { CardTemplatesRepository } from './card-templates.repository.js';
import { CardTemplatesService } from './card-templates.service.js';
import { PresetsRepository } from './presets.repository.js';
import { PresetsService } from './presets.service.js';

@Module({
  controllers: [CardTemplatesController],
  providers: [CardTemplatesService, CardTemplatesRepository, PresetsService, PresetsRepository],
  exports: [PresetsService],
})
export class CardTemplatesModule {}
