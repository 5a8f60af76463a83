import { Module } from '@nestjs/common';
import { FieldOptionsController } from './field-options.controller.js';
import { FieldOptionsService } from './field-options.service.js';
import { FieldsController } from './fields.controller.js';
import { FieldsRepository } from './fields.repository.js';
import { FieldsService } from './fields.service.js';

@Module({
  controllers: [FieldsController, FieldOptionsController],
  providers: [FieldsService, FieldOptionsService, FieldsRepository],
  exports: [FieldsService, FieldOptionsService],
})
export class FieldsModule {}
