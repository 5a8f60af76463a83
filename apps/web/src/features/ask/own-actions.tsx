import type { Request } from '@weir/contract';
import { EditRequest } from './edit-request';
import styles from './own-requests.module.css';
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
