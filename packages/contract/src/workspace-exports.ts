// The file that a workspace is exported to. Only the API reads and writes it, so the web app does not load its schemas.
export { ExportedBoard } from './exports/exported-board.js';
export { ExportedCard, ExportedLink, ExportedWait } from './exports/exported-card.js';
export { ExportedRequest } from './exports/exported-request.js';
export {
  archiveNames,
  ExportedLimit,
  ExportedPerson,
  ExportedTeam,
  ExportedWorkspace,
  exportFormat,
  exportVersion,
  WorkspaceExport,
} from './exports/workspace-export.js';
