import { boardPath } from './board-paths';

/** A card and its parts. */
export const cardPaths = {
  card: (workspace: string, key: string, number: number) => `${boardPath(workspace, key)}/cards/${number}`,
  position: (workspace: string, key: string, number: number) =>
    `${boardPath(workspace, key)}/cards/${number}/position`,
  back: (workspace: string, key: string, number: number) =>
    `${boardPath(workspace, key)}/cards/${number}/back`,
  block: (workspace: string, key: string, number: number) =>
    `${boardPath(workspace, key)}/cards/${number}/block`,
  archive: (workspace: string, key: string, number: number) =>
    `${boardPath(workspace, key)}/cards/${number}/archive`,
  creation: (workspace: string, key: string, number: number) =>
    `${boardPath(workspace, key)}/cards/${number}/creation`,
  claim: (workspace: string, key: string, number: number) => `${boardPath(workspace, key)}/claims/${number}`,
  attachments: (workspace: string, key: string, number: number) =>
    `${boardPath(workspace, key)}/cards/${number}/attachments`,
  links: (workspace: string, key: string, number: number) =>
    `${boardPath(workspace, key)}/cards/${number}/links`,
  waits: (workspace: string, key: string, number: number) =>
    `${boardPath(workspace, key)}/cards/${number}/waits`,
  checklist: (workspace: string, key: string, number: number) =>
    `${boardPath(workspace, key)}/cards/${number}/checklist`,
  comments: (workspace: string, key: string, number: number) =>
    `${boardPath(workspace, key)}/cards/${number}/comments`,
  watch: (workspace: string, key: string, number: number) =>
    `${boardPath(workspace, key)}/cards/${number}/watch`,
  forecast: (workspace: string, key: string, number: number) =>
    `${boardPath(workspace, key)}/cards/${number}/forecast`,
  serviceLevel: (workspace: string, key: string, number: number) =>
    `${boardPath(workspace, key)}/cards/${number}/sle`,
  cardHistory: (workspace: string, key: string, number: number) =>
    `${boardPath(workspace, key)}/cards/${number}/history`,
} as const;
