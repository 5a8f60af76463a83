import { Module } from '@nestjs/common';
import { RequestsModule } from '../requests/requests.module.js';
import { MyWorkController } from './my-work.controller.js';
import { MyWorkRepository } from './my-work.repository.js';
import { MyWorkService } from './my-work.service.js';

@Module({
  imports: [RequestsModule],
  controllers: [MyWorkController],
  providers: [MyWorkService, MyWorkRepository],
})
export class MyWorkModule {}
