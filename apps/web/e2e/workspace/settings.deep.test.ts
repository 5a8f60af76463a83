import { aBoard, active, done, queue } from '../support/board.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, hasValue, open } from '../support/until.ts';

withBrowser();

scene('in German a manager changes lanes and the budget, and removes a column', async () => {
  const board = await aBoard('DESE', [queue('Bereit'), active('Bau'), active('Test', 1), done('Fertig')]);
  await board.card('Im Weg', 'Test');
  await board.card('Muss umziehen', 'Bau');
  await board.limit({ columns: ['Bau', 'Test'], max: 4 });
  const page = await signedIn('manager', { locale: 'de-DE' });
  await open(page, `${board.page}/settings`);
  await page.getByRole('heading', { name: 'Einstellungen' }).waitFor();
  const to = (name: string) => page.getByRole('link', { name, exact: true }).click();

  await to('Swimlanes');

  await page.getByLabel('Neue Swimlane').fill('Sicherheit');
  await page.getByRole('button', { name: 'Swimlane hinzufügen' }).click();
  await hasValue(page.getByLabel('Name der Swimlane Sicherheit'), 'Sicherheit');
  await to('Limits');
  await page.getByRole('textbox', { name: 'Überschreitungen pro Monat' }).fill('7');
  await page.getByRole('textbox', { name: 'Überschreitungen pro Monat' }).press('Enter');
  const overrides = page.getByRole('form', { name: 'Überschreitungen' });
  await page.locator('section').filter({ has: overrides }).getByText('Gespeichert').waitFor();

  await to('Wiederkehrende Karten');
  await page.getByRole('button', { name: 'Neue wiederkehrende Karte' }).click();
  const recurring = page.getByRole('dialog', { name: 'Neue wiederkehrende Karte' });
  await recurring.getByLabel('Titel').fill('Sicherung prüfen');
  await recurring.getByRole('button', { name: 'Wiederkehrende Karte speichern' }).click();
  await page.getByText('Jede Woche um 09:00: Montag · Erste Warteschlange').waitFor();
  await page.getByRole('button', { name: 'Sicherung prüfen pausieren' }).click();
  await page.getByText('Pausiert', { exact: true }).waitFor();

  await to('Spalten');
  await page.getByRole('button', { name: 'Spalte Bau löschen' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Spalte Bau löschen?' });
  await dialog.getByText('Sie enthält 1 Karte.').waitFor();
  await dialog.getByText('Dieses Limit wird auch gelöscht:').waitFor();
  await dialog.getByText('Bau + Test: Höchstens 4. Lehnt weitere ab.').waitFor();
  await dialog.getByRole('button', { name: /Ihre Karte verschieben nach/ }).click();
  await page.getByRole('option', { name: 'Test' }).click();
  await dialog.getByText('Test ist voll: 1 von 1.').waitFor();
  await dialog.getByText(/^Dort ist nicht genug Platz\. Wähle eine andere Spalte/).waitFor();
  await dialog.getByRole('button', { name: /Ihre Karte verschieben nach/ }).click();
  await page.getByRole('option', { name: 'Bereit' }).click();
  await dialog.getByRole('button', { name: 'Verschieben und löschen' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await becomes(
    async () => (await board.read()).columns.map(({ name }) => name),
    ['Bereit', 'Test', 'Fertig'],
  );
});

scene('a taken name is refused at its field, in both languages, and what was typed stays', async () => {
  const board = await aBoard('TAKEN', [queue('Ready'), active('Doing'), done('Done')]);
  await board.lane('Web');
  for (const { locale, field, add, refusal } of [
    {
      locale: 'en-GB',
      field: 'New swimlane',
      add: 'Add swimlane',
      refusal: 'Another swimlane has this name.',
    },
    {
      locale: 'de-DE',
      field: 'Neue Swimlane',
      add: 'Swimlane hinzufügen',
      refusal: 'Eine andere Swimlane hat diesen Namen.',
    },
  ]) {
    const page = await signedIn('manager', { locale });
    await open(page, `${board.page}/settings/swimlanes`);
    await page.getByLabel(field).fill('WEB');
    await page.getByRole('button', { name: add }).click();
    await page.getByText(refusal).waitFor();
    await becomes(() => page.getByLabel(field).getAttribute('aria-invalid'), 'true');
    await hasValue(page.getByLabel(field), 'WEB');
  }
});
