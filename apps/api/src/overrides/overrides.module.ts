import { Module } from '@nestjs/common';
import { OverridesController } from './overrides.controller.js';
import { OverridesRepository } from './overrides.repository.js';
import { OverridesService } from './overrides.service.js';

@Module({ controllers: [OverridesController], providers: [OverridesService, OverridesRepository] })
export class OverridesModule {}
