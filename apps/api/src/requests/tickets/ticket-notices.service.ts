import { Injectable } from '@nestjs/common';
import { TicketNoticesRepository } from './ticket-notices.repository.js';

/** Notifies requesters when the date of their ticket has come. */
@Injectable()
export class TicketNoticesService {
  constructor(private readonly repository: TicketNoticesRepository) {}

  notifyDue(now: Date, most: number): Promise<void> {
    return this.repository.notifyDue(now, most);
  }
}
