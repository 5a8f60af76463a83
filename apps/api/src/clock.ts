import { Injectable } from '@nestjs/common';

/** The only place that reads the time. Everything else gets it passed in. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }
}
