import { aBoard } from '../support/board.ts';
import { columns, openAsk, openIntake, sendDelayed } from '../support/intake.ts';
import { scene, withBrowser } from '../support/scene.ts';
import { becomes } from '../support/until.ts';

withBrowser();

scene('accepting shows that the first column is full before anyone tries', async () => {
  const board = await aBoard('SHUT', columns(1));
  await board.card('It is full');
  await board.ask('No room for this');
  const manager = await openIntake(board);
  await manager.getByText('Ready is full: 1 of 1.').waitFor();
  await becomes(() => manager.getByRole('radio', { name: 'Accept', exact: true }).isDisabled(), true);
  await manager.getByRole('button', { name: 'Accept into another column…' }).click();
  await manager.getByRole('button', { name: 'Send answer', exact: true }).click();
  await sendDelayed(manager);
  await manager.getByText('is now card SHUT-2').waitFor();
});

scene('a withdrawn request leaves the queue while the manager looks at it', async () => {
  const board = await aBoard('BACK', columns());
  await board.ask('Never mind');
  const manager = await openIntake(board);
  await manager.getByRole('heading', { name: 'Never mind' }).waitFor();

  const requester = await openAsk(board);
  await requester.getByRole('button', { name: 'Withdraw BACK-R1' }).click();
  await requester.getByRole('alertdialog').getByRole('button', { name: 'Withdraw', exact: true }).click();
  await manager.getByText(/withdrew this request/).waitFor();
});
