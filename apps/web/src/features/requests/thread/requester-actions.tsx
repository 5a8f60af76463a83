import type { Request } from '@weir/contract';
import styles from '../mine/my-board-requests.module.css';
import { EditRequest } from './edit-request';
import { Withdraw } from './withdraw';

type Props = { workspace: string; boardKey: string; request: Request; today: string };

/** What its requester may do with a request while it waits. */
export function OwnActions({ today, ...rest }: Props) {
  return (
    <div className={styles.actions}>
      <EditRequest {...rest} today={today} />
      <Withdraw {...rest} />
    </div>
  );
}
