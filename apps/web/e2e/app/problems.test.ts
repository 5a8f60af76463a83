import { problemCodes } from '@weir/contract';
import { createWords } from '@weir/words/catalogue';
import { aStranger, scene, signedIn, withBrowser } from '../support/scene.ts';
import { open } from '../support/until.ts';

withBrowser();

scene('every refusal has a page that says why and what to do', async () => {
  const page = await aStranger();
  await open(page, '/problems');
  for (const code of problemCodes) expect((await page.request.get(`/problems/${code}`)).status()).toBe(200);

  const { t } = createWords('en');
  await page.getByRole('link', { name: t('problems.wip-limit-reached.title') }).click();
  await page.getByText(t('problems.wip-limit-reached.whatNow')).waitFor();
});

scene('a missing page and another’s page look the same', async () => {
  const page = await signedIn('member');
  for (const address of ['/demo/NONE', '/elsewhere', '/demo/PLAT/requests/99999']) {
    const answer = await page.goto(address);
    expect(answer?.status()).toBe(404);
    await page.getByRole('heading', { name: 'Page not found' }).waitFor();
  }
});

scene('a role without access to a page sees that', async () => {
  const page = await signedIn('requester');
  await page.goto('/demo/PLAT/requests/1');
  await page.goto('/demo/members');
  await page.getByRole('heading', { name: 'Your role doesn’t allow this' }).waitFor();
  await page.getByRole('main').getByRole('link', { name: 'Boards of Demo' }).click();
  await page.waitForURL('**/demo');
});
