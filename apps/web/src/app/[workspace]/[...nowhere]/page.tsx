import { notFound } from 'next/navigation';

/** An address in a workspace that leads nowhere: the 404 page stands within the workspace, under its bar. */
export default function Nowhere() {
  notFound();
}
