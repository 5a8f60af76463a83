import { aBoard, active, done, queue } from './support/board.ts';
import { scene, signedIn, withBrowser } from './support/scene.ts';
import { becomes, holds, open } from './support/until.ts';

withBrowser();

scene('in German a manager changes lanes and the budget, and removes a column', async () => {
  const board = await aBoard('DESE', [queue('Bereit'), active('Bau'), active('Test', 1), done('Fertig')]);
  await board.card('Im Weg', 'Test');
  await board.card('Muss umziehen', 'Bau');
  await board.limit({ columns: ['Bau', 'Test'], max: 4 });
  const page = await signedIn('manager', { locale: 'de-DE' });
  await open(page, `${board.page}/settings`);
  await page.getByRole('heading', { name: 'Einstellungen' }).waitFor();

  await page.getByLabel('Neue Swimlane').fill('Sicherheit');
  await page.getByRole('button', { name: 'Swimlane hinzufügen' }).click();
  await holds(page.getByLabel('Name der Swimlane Sicherheit'), 'Sicherheit');
  await page.getByRole('textbox', { name: 'Überschreitungen pro Monat' }).fill('7');
  await page.getByRole('button', { name: 'Überschreitungen speichern' }).click();
  await page.getByRole('form', { name: 'Überschreitungen' }).getByText('Gespeichert').waitFor();

  await page.getByRole('button', { name: 'Spalte Bau löschen' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Spalte Bau löschen?' });
  await dialog.getByText('Sie enthält 1 Karte.').waitFor();
  await dialog.getByText('Dieses Limit wird auch gelöscht:').waitFor();
  await dialog.getByText('Bau + Test: Höchstens 4. Lehnt ab.').waitFor();
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
