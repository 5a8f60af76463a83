/** Under this key of the query cache: how many waiting requests an open page shows, without those whose answer can be undone. */
export function shownWaiting(workspace: string, board: string) {
  return ['shown waiting', workspace, board];
}
